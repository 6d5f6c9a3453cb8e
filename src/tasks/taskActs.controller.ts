import { Body, Controller, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import type { SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { Database } from '../shared/http/database';
import { wrongValue } from '../shared/http/dayAndInstant';
import type { HttpResponse } from '../shared/http/httpRequest';
import { IdParam } from '../shared/http/idParam';
import type { Plain } from '../shared/http/plain';
import { IfMatch, setVersion } from '../shared/http/version';
import { acknowledgeEscalationOf } from './acknowledgeEscalation';
import { actOnTask, type TaskOrder, type TaskWork } from './actOnTask';
import { claimTask, handBackTask } from './claimTask';
import { commentOnTask } from './commentOnTask';
import { delegateTask } from './delegateTask';
import {
  AcknowledgementDto,
  DecisionDto,
  DelegationDto,
  ExtensionDto,
  NewCommentDto,
  NewDueDayDto,
  ReasonDto,
  ReportDto,
} from './dto/taskActs.dto';
import { WholeTaskDto } from './dto/task.dto';
import { askExtension, decideExtension, grantExtension, type ExtensionDecision } from './extensionRequests';
import { presentWholeTask } from './presentTask';
import { readWholeTask } from './readTask';
import { reportDone } from './reportDone';
import { cancelTask, returnTask } from './taskActs';

const IF_MATCH = { name: 'If-Match', required: true, description: 'The version that was seen, in quotes.' } as const;

/** Acts on a task. Each answers with the task as it stands afterwards, and what may be done next. */
@ApiTags('tasks')
@Controller('tasks/:id')
@Permission('task.act')
@ApiOkResponse({ type: WholeTaskDto })
export class TaskActsController {
  constructor(private readonly database: Database) {}

  @Post('claim')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Take the task: its reminders go to one person' })
  claim(@CurrentPerson() person: SignedInPerson, @IdParam() taskId: string, @Answer() response: HttpResponse) {
    return this.act({ person, taskId, action: 'CLAIM', version: null }, response, claimTask);
  }

  @Post('hand-back')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Give it back: it is again for all who hold its role' })
  handBack(@CurrentPerson() person: SignedInPerson, @IdParam() taskId: string, @Answer() response: HttpResponse) {
    return this.act({ person, taskId, action: 'HAND_BACK', version: null }, response, handBackTask);
  }

  @Post('delegation')
  @HttpCode(HttpStatus.OK)
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Give it to somebody of the organisation' })
  delegate(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @IfMatch() version: number,
    @Body() { personId, note }: DelegationDto,
    @Answer() response: HttpResponse,
  ) {
    return this.act({ person, taskId, action: 'DELEGATE', version }, response, (act, task) =>
      delegateTask(act, task, personId, note ?? null),
    );
  }

  @Post('comments')
  @ApiOperation({ summary: 'Comment' })
  comment(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @Body() { body }: NewCommentDto,
    @Answer() response: HttpResponse,
  ) {
    return this.act({ person, taskId, action: 'COMMENT', version: null }, response, (act, task) =>
      commentOnTask(act, task, body),
    );
  }

  @Post('report')
  @HttpCode(HttpStatus.OK)
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Report the task done' })
  report(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @IfMatch() version: number,
    @Body() { note, fileIds }: ReportDto,
    @Answer() response: HttpResponse,
  ) {
    return this.act({ person, taskId, action: 'REPORT', version }, response, (act, task) =>
      reportDone(act, task, { note: note ?? null, ...(fileIds === undefined ? {} : { fileIds }) }),
    );
  }

  @Post('return')
  @HttpCode(HttpStatus.OK)
  @Permission('task.oversee')
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Return a task that is done, with a reason and a new due day' })
  return(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @IfMatch() version: number,
    @Body() { dueOn, reason }: NewDueDayDto,
    @Answer() response: HttpResponse,
  ) {
    return this.act({ person, taskId, action: 'RETURN', version }, response, (act, task) =>
      returnTask(act, task, dueOn, reason),
    );
  }

  @Post('cancellation')
  @HttpCode(HttpStatus.OK)
  @Permission('task.oversee')
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Cancel the task' })
  cancel(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @IfMatch() version: number,
    @Body() { reason }: ReasonDto,
    @Answer() response: HttpResponse,
  ) {
    return this.act({ person, taskId, action: 'CANCEL', version }, response, (act, task) =>
      cancelTask(act, task, reason),
    );
  }

  @Post('extension-requests')
  @ApiOperation({ summary: 'Ask for a later due day' })
  askExtension(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @Body() { dueOn, reason }: NewDueDayDto,
    @Answer() response: HttpResponse,
  ) {
    return this.act({ person, taskId, action: 'ASK_EXTENSION', version: null }, response, (act, task) =>
      askExtension(act, task, dueOn, reason),
    );
  }

  @Post('extension-requests/:requestId/decision')
  @HttpCode(HttpStatus.OK)
  @Permission('task.oversee')
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Give or refuse the extension that was asked for' })
  decideExtension(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @IdParam('requestId') requestId: string,
    @IfMatch() version: number,
    @Body() decision: DecisionDto,
    @Answer() response: HttpResponse,
  ) {
    const decided = decisionOf(decision);
    return this.act({ person, taskId, action: 'DECIDE_EXTENSION', version }, response, (act, task) =>
      decideExtension(act, task, requestId, decided),
    );
  }

  @Post('extensions')
  @HttpCode(HttpStatus.OK)
  @Permission('task.oversee')
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Give a later due day' })
  extend(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @IfMatch() version: number,
    @Body() { dueOn, reason, legalBasis }: ExtensionDto,
    @Answer() response: HttpResponse,
  ) {
    return this.act({ person, taskId, action: 'EXTEND', version }, response, (act, task) =>
      grantExtension(act, task, dueOn, { reason, legalBasis }),
    );
  }

  @Post('acknowledgements')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Acknowledge an escalation: the next superior need not be told' })
  acknowledge(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() taskId: string,
    @Body() { escalation }: AcknowledgementDto,
    @Answer() response: HttpResponse,
  ) {
    return this.act({ person, taskId, action: 'ACKNOWLEDGE', version: null }, response, (act, task, situation) =>
      acknowledgeEscalationOf(act, task, situation, person, escalation),
    );
  }

  private async act(order: TaskOrder, response: HttpResponse, work: TaskWork): Promise<Plain<WholeTaskDto>> {
    await actOnTask(this.database, order, work);
    const whole = await this.database.reading((tx) => readWholeTask(tx, order.person, order.taskId));
    setVersion(response, whole.task.version);
    return presentWholeTask(whole, order.person);
  }
}

function Answer(): ParameterDecorator {
  return Res({ passthrough: true });
}

/** @throws AppError VALUE.INVALID for an extension that is given without its legal basis */
function decisionOf({ decision, dueOn, reason, legalBasis }: DecisionDto): ExtensionDecision {
  if (decision === 'REFUSED') return { decision, reason };
  if (legalBasis === undefined) throw wrongValue('/legalBasis', 'VALUE.MISSING', 'Gia hạn phải có căn cứ.');
  return { decision, reason, legalBasis, ...(dueOn === undefined ? {} : { dueOn }) };
}
