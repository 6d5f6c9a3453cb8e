import { Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { presentPreview, type PresentedPreview } from '../campaigns/presentPreview';
import { previewLaunch } from '../campaigns/previewLaunch';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import { actorOf, type SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { AppError } from '../shared/http/appError';
import { Database } from '../shared/http/database';
import { instantGiven } from '../shared/http/dayAndInstant';
import { IdParam } from '../shared/http/idParam';
import { PreviewQuery } from './dto/plan.dto';
import type { Plan } from './domain/plan';
import { faultyFile } from './faultyFile';
import { importPlan } from './importPlan';
import { showPlan, showPlans, type ShownPlan } from './showPlans';

@ApiTags('plans')
@Controller('plans')
export class PlansController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permission('plan.read')
  @ApiOperation({ summary: 'Every version of every plan' })
  async list(@CurrentPerson() person: SignedInPerson): Promise<{ items: ShownPlan[]; nextCursor: null }> {
    return { items: await this.database.reading((tx) => showPlans(tx, person.authorityId)), nextCursor: null };
  }

  @Post()
  @Permission('plan.import')
  @ApiOperation({ summary: 'Import a plan file (schema 1); the same content again is the version that it was' })
  @ApiBody({ schema: { type: 'object', description: 'The plan file' } })
  async import(
    @CurrentPerson() person: SignedInPerson,
    @Body() file: unknown,
  ): Promise<{ id: string; code: string; version: number; isNew: boolean }> {
    const imported = await this.database.inTransaction((tx) =>
      importPlan(tx, person.authorityId, file, actorOf(person)),
    );
    if ('faults' in imported) throw faultyFile('PLAN.FAULTY', imported.faults);
    const { id, code, version } = imported.plan;
    return { id, code, version, isNew: imported.isNew };
  }

  @Get(':id')
  @Permission('plan.read')
  @ApiOperation({ summary: 'One version of a plan with its content' })
  async show(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
  ): Promise<ShownPlan & { readonly content: Plan }> {
    const plan = await this.database.reading((tx) => showPlan(tx, person.authorityId, id));
    if (plan === undefined) throw new AppError('NOT_FOUND');
    return plan;
  }

  @Get(':id/preview')
  @Header('Cache-Control', 'no-store')
  @Permission('plan.read')
  @ApiOperation({ summary: 'Everything that launching it would bring about, and what to look at again' })
  async preview(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() planId: string,
    @Query() { startAt, calendarId }: PreviewQuery,
  ): Promise<PresentedPreview> {
    const order = {
      authorityId: person.authorityId,
      planId,
      calendarId: calendarId ?? null,
      startAt: startAt === undefined ? null : instantGiven(startAt),
      fieldAssignments: null,
    };
    return presentPreview(await this.database.reading((tx) => previewLaunch(tx, order)));
  }
}
