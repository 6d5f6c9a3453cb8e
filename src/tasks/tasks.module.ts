import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module';
import { BulkActsController } from './bulkActs.controller';
import { TaskActsController } from './taskActs.controller';
import { TaskFilesController } from './taskFiles.controller';
import { TasksController } from './tasks.controller';

@Module({
  imports: [FilesModule],
  controllers: [BulkActsController, TasksController, TaskActsController, TaskFilesController],
})
export class TasksModule {}
