import { Controller, Get, Inject, Post, Res, StreamableFile, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { attachmentHeader } from '../files/domain/fileName';
import { FILE_STORE, type FileStore } from '../files/fileStore';
import type { Upload } from '../files/receiveUpload';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import type { SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { AppError } from '../shared/http/appError';
import { Database } from '../shared/http/database';
import { wrongValue } from '../shared/http/dayAndInstant';
import type { HttpResponse } from '../shared/http/httpRequest';
import { IdParam } from '../shared/http/idParam';
import type { Plain } from '../shared/http/plain';
import { setVersion } from '../shared/http/version';
import { attachFile } from './attachFile';
import { WholeTaskDto } from './dto/task.dto';
import { presentWholeTask } from './presentTask';
import { readTaskFile } from './readTaskFile';
import { readWholeTask } from './readTask';

const FIELD = 'file';

@ApiTags('tasks')
@Controller('tasks/:id/files')
export class TaskFilesController {
  constructor(
    private readonly database: Database,
    @Inject(FILE_STORE) private readonly store: FileStore,
  ) {}

  @Post()
  @Permission('task.act')
  @UseInterceptors(FileInterceptor(FIELD))
  @ApiOperation({ summary: 'Attach a file' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: [FIELD], properties: { [FIELD]: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ type: WholeTaskDto })
  async attach(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @UploadedFile() upload: Upload | undefined,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Plain<WholeTaskDto>> {
    if (upload === undefined) throw wrongValue(`/${FIELD}`, 'VALUE.MISSING', 'Hãy chọn một tệp.');
    await attachFile(this.database, this.store, person, taskId, upload);
    const whole = await this.database.reading((tx) => readWholeTask(tx, person, taskId));
    setVersion(response, whole.task.version);
    return presentWholeTask(whole, person);
  }

  @Get(':fileId')
  @Permission('task.read')
  @ApiOperation({ summary: 'A file of the task; it is checked whole before it is sent' })
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async download(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @IdParam('fileId') fileId: string,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<StreamableFile> {
    const file = await this.database.reading((tx) => readTaskFile(tx, person, taskId, fileId));
    const content = await this.store.open(file.sha256);
    if (content === 'DAMAGED')
      throw new AppError('FILE.DAMAGED', { cause: new Error(`File ${file.sha256} is damaged`) });
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'private, no-cache');
    return new StreamableFile(content, {
      type: file.mediaType,
      disposition: attachmentHeader(file.name),
      length: file.sizeBytes,
    });
  }
}
