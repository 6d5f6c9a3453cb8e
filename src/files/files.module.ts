import { Inject, Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import type { AppConfig } from '../config/appConfig';
import { APP_CONFIG } from '../shared/http/appConfig.token';
import { FILE_STORE, type FileStore } from './fileStore';
import { LocalFileStore } from './localFileStore';
import { receivingStorage } from './receiveUpload';

/** No upload takes a day: what is older was left behind by a process that was killed. */
const LEFT_BEHIND_AFTER_MS = 24 * 60 * 60 * 1000;

@Module({
  providers: [
    {
      provide: FILE_STORE,
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig): FileStore => new LocalFileStore(config.storage.filesDir),
    },
  ],
  exports: [FILE_STORE],
})
class FileStoreModule implements OnApplicationBootstrap {
  constructor(@Inject(FILE_STORE) private readonly store: FileStore) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.store.sweep(Date.now() - LEFT_BEHIND_AFTER_MS);
    } catch (error) {
      // Files can still be received and read; only the room that the rests take is not won back.
      new Logger('Files').warn(`Uploads left behind were not swept: ${String(error)}`);
    }
  }
}

/** The file store, and uploads that go into it: one file a request, no larger than the setting. */
@Module({
  imports: [
    FileStoreModule,
    MulterModule.registerAsync({
      imports: [FileStoreModule],
      inject: [APP_CONFIG, FILE_STORE],
      useFactory: (config: AppConfig, store: FileStore) => ({
        storage: receivingStorage(store),
        // Names arrive in the page's letters; the library would read them as Latin-1.
        defParamCharset: 'utf8',
        limits: { fileSize: config.http.maxUploadBytes, files: 1, fields: 10, parts: 12 },
      }),
    }),
  ],
  exports: [FileStoreModule, MulterModule],
})
export class FilesModule {}
