import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module';
import { TaskActsController } from './taskActs.controller';
import { TaskFilesController } from './taskFiles.controller';
import { TasksController } from './tasks.controller';

@Module({ imports: [FilesModule], controllers: [TasksController, TaskActsController, TaskFilesController] })
export class TasksModule {}
