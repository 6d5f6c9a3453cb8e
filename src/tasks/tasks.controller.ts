import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import type { SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { Database } from '../shared/http/database';
import type { HttpResponse } from '../shared/http/httpRequest';
import { IdParam } from '../shared/http/idParam';
import type { Plain } from '../shared/http/plain';
import { setVersion } from '../shared/http/version';
import type { TaskFilter } from './domain/taskFilter';
import { LedgerDto } from './dto/ledger.dto';
import { TaskCountsDto, TaskPageDto, WholeTaskDto } from './dto/task.dto';
import { DEFAULT_LIMIT, TaskCountsQueryDto, TaskQueryDto } from './dto/taskQuery.dto';
import { presentLedger, presentTask, presentWholeTask } from './presentTask';
import { readLedger } from './readLedger';
import { readWholeTask } from './readTask';
import { countTasks, readTasks } from './readTasks';

/** Of tasks a person sees those of their organisations, and with `task.readAll` everybody's. */
@ApiTags('tasks')
@Controller('tasks')
@Permission('task.read')
export class TasksController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Tasks by due day' })
  @ApiOkResponse({ type: TaskPageDto })
  async list(@CurrentPerson() person: SignedInPerson, @Query() query: TaskQueryDto): Promise<Plain<TaskPageDto>> {
    const page = { cursor: query.cursor ?? null, limit: query.limit ?? DEFAULT_LIMIT };
    const { items, nextCursor } = await this.database.reading((tx) => readTasks(tx, person, filterOf(query), page));
    return { items: items.map((item) => presentTask(item, person)), nextCursor };
  }

  @Get('counts')
  @ApiOperation({ summary: 'How many tasks of such a list are in which state' })
  @ApiOkResponse({ type: TaskCountsDto })
  count(@CurrentPerson() person: SignedInPerson, @Query() query: TaskCountsQueryDto): Promise<Plain<TaskCountsDto>> {
    return this.database.reading((tx) => countTasks(tx, person, filterOf(query)));
  }

  @Get(':id')
  @ApiOperation({ summary: 'A task with its comments, files and requests, and what may be done with it now' })
  @ApiOkResponse({ type: WholeTaskDto })
  async show(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Plain<WholeTaskDto>> {
    const whole = await this.database.reading((tx) => readWholeTask(tx, person, id));
    setVersion(response, whole.task.version);
    return presentWholeTask(whole, person);
  }

  @Get(':id/deadline-steps')
  @ApiOperation({ summary: 'The ledger: every reminder and escalation, and why it did, did not or will go out' })
  @ApiOkResponse({ type: LedgerDto })
  async ledger(@CurrentPerson() person: SignedInPerson, @IdParam() id: string): Promise<Plain<LedgerDto>> {
    return presentLedger(await this.database.reading((tx) => readLedger(tx, person, id)));
  }
}

function filterOf(query: TaskCountsQueryDto): TaskFilter {
  return {
    ...(query.campaignId === undefined ? {} : { campaignId: query.campaignId }),
    ...(query.stage === undefined ? {} : { stage: query.stage }),
    ...(query.state === undefined ? {} : { state: query.state }),
    ...(query.unit === undefined ? {} : { unit: query.unit }),
    ...(query.q === undefined ? {} : { text: query.q }),
    isMine: query.mine === true,
    isOverdue: query.overdue === true,
  };
}
