import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import type { SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { Database } from '../shared/http/database';
import { IdParam } from '../shared/http/idParam';
import { findCampaignOf } from './findCampaignOf';
import { showFaults, type CampaignFault } from './showFaults';

@ApiTags('campaigns')
@Controller('campaigns/:id/faults')
export class CampaignFaultsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permission('campaign.read')
  @ApiOperation({
    summary: 'What is to be mended: nobody told, roles vacant, tasks born late; empty for who need not know',
  })
  async list(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
  ): Promise<{ items: CampaignFault[]; nextCursor: null }> {
    const items = await this.database.inTransaction(async (tx) =>
      showFaults(tx, await findCampaignOf(tx, person.authorityId, id, 'none'), person),
    );
    return { items, nextCursor: null };
  }
}
