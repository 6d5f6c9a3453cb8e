import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import type { AppConfig } from '../config/appConfig';
import { APP_CONFIG } from '../shared/http/appConfig.token';
import { FILE_STORE, type FileStore } from './fileStore';
import { LocalFileStore } from './localFileStore';
import { receivingStorage } from './receiveUpload';

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
class FileStoreModule {}

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
