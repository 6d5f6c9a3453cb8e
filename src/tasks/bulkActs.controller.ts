import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import type { SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { Database } from '../shared/http/database';
import type { Plain } from '../shared/http/plain';
import { actOnTasks, type TaskWork } from './actOnTask';
import { BulkActDto, BulkResultsDto } from './dto/bulk.dto';
import { grantExtension } from './extensionRequests';
import { cancelTask, returnTask } from './taskActs';

/** One act on many tasks, for the coordinator's grid. */
@ApiTags('tasks')
@Controller('tasks/bulk')
@Permission('task.oversee')
export class BulkActsController {
  constructor(private readonly database: Database) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Extend, return or cancel many tasks at once; what is refused of one does not stop the others',
  })
  @ApiOkResponse({ type: BulkResultsDto })
  async act(@CurrentPerson() person: SignedInPerson, @Body() order: BulkActDto): Promise<Plain<BulkResultsDto>> {
    const { action, taskIds } = order;
    const results = await actOnTasks(this.database, { person, action, taskIds }, workOf(order));
    return { items: results.map(({ taskId, refusal }) => ({ taskId, code: refusal })) };
  }
}

/** The days and grounds that an act needs are there: the DTO has asked for them. */
function workOf({ action, dueOn = '', reason, legalBasis = '' }: BulkActDto): TaskWork {
  switch (action) {
    case 'EXTEND':
      return (act, task) => grantExtension(act, task, dueOn, { reason, legalBasis });
    case 'RETURN':
      return (act, task) => returnTask(act, task, dueOn, reason);
    case 'CANCEL':
      return (act, task) => cancelTask(act, task, reason);
  }
}
