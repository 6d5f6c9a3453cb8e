import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import { actorOf, type SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { Database } from '../shared/http/database';
import { instantGiven } from '../shared/http/dayAndInstant';
import type { HttpResponse } from '../shared/http/httpRequest';
import { IdParam } from '../shared/http/idParam';
import { IfMatch, requireVersion, setVersion } from '../shared/http/version';
import { cancelCampaign } from './cancelCampaign';
import { PERMISSION_OF_ACTION } from './domain/campaignActions';
import { CancellationDto, LaunchDto, RevisionDto } from './dto/campaign.dto';
import { lockRunningCampaign } from './findCampaignOf';
import { launchOfPerson } from './launchOfPerson';
import { presentRevision, revisionOf, type PresentedRevision } from './presentRevision';
import { reviseCampaign } from './reviseCampaign';
import { showCampaign, showCampaigns, type ShownCampaign, type ShownCampaignLine } from './showCampaigns';

@ApiTags('campaigns')
@Controller('campaigns')
export class CampaignsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permission('campaign.read')
  @ApiOperation({ summary: 'Every campaign, the newest first' })
  async list(@CurrentPerson() person: SignedInPerson): Promise<{ items: ShownCampaignLine[]; nextCursor: null }> {
    return { items: await this.database.reading((tx) => showCampaigns(tx, person.authorityId)), nextCursor: null };
  }

  @Post()
  @Permission('campaign.run')
  @ApiOperation({ summary: 'Launch a plan, for real or as a rehearsal' })
  async launch(
    @CurrentPerson() person: SignedInPerson,
    @Body() { planId, calendarId, clock, startAt, fieldAssignments }: LaunchDto,
  ): Promise<{ id: string }> {
    const request = {
      planId,
      calendarId: calendarId ?? null,
      clock,
      startAt: startAt === undefined ? null : instantGiven(startAt),
      fieldAssignments: fieldAssignments ?? null,
    };
    const id = await this.database.inTransaction((tx) =>
      launchOfPerson(tx, person.authorityId, request, actorOf(person)),
    );
    return { id };
  }

  @Get(':id')
  @Permission('campaign.read')
  @ApiOperation({ summary: 'One campaign with its stages; its version is the ETag' })
  async show(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<ShownCampaign> {
    const campaign = await this.database.inTransaction((tx) => showCampaign(tx, person, id));
    setVersion(response, campaign.version);
    return campaign;
  }

  @Post(':id/cancellation')
  @HttpCode(204)
  @Permission(PERMISSION_OF_ACTION.CANCEL)
  @ApiOperation({ summary: 'Cancel a campaign with a reason: nothing more is expected or sent (If-Match)' })
  async cancel(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
    @Body() { reason }: CancellationDto,
    @IfMatch() version: number,
  ): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      const campaign = await lockRunningCampaign(tx, person.authorityId, id);
      requireVersion(campaign.version, version);
      await cancelCampaign(tx, campaign, actorOf(person), reason);
    });
  }

  @Post(':id/revision-preview')
  @HttpCode(200)
  @Permission(PERMISSION_OF_ACTION.REVISE)
  @ApiOperation({ summary: 'What a revision would move: every task and every planned message; nothing is changed' })
  async previewRevision(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
    @Body() revision: RevisionDto,
  ): Promise<PresentedRevision> {
    const order = revisionOf(revision);
    return this.database.rolledBack(async (tx) => {
      const campaign = await lockRunningCampaign(tx, person.authorityId, id);
      const result = await reviseCampaign(tx, campaign, actorOf(person), order);
      return { ...presentRevision(result), version: campaign.version };
    });
  }

  @Post(':id/revisions')
  @HttpCode(200)
  @Permission(PERMISSION_OF_ACTION.REVISE)
  @ApiOperation({ summary: 'Revise the plan in force, all changes or none (If-Match)' })
  async revise(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
    @Body() revision: RevisionDto,
    @IfMatch() version: number,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<PresentedRevision> {
    const order = revisionOf(revision);
    const result = await this.database.inTransaction(async (tx) => {
      const campaign = await lockRunningCampaign(tx, person.authorityId, id);
      requireVersion(campaign.version, version);
      return reviseCampaign(tx, campaign, actorOf(person), order);
    });
    setVersion(response, result.version);
    return presentRevision(result);
  }
}
