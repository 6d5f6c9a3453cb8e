import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { errorsPage } from '../shared/http/errorsDocument';
import { Permission } from './permission.decorator';

/** Where the `type` of a problem document leads. It stands here because its route names a right like every other. */
@ApiExcludeController()
@Controller('docs/errors')
export class ErrorsController {
  @Get()
  @Permission('public')
  @Header('Content-Type', 'text/html; charset=utf-8')
  show(): string {
    return errorsPage();
  }
}
