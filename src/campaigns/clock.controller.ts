import { Body, Controller, Get, HttpCode, Inject, Optional, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import type { SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { Database } from '../shared/http/database';
import { instantGiven } from '../shared/http/dayAndInstant';
import { IdParam } from '../shared/http/idParam';
import { TemporalGateway } from '../temporal/gateway';
import { PERMISSION_OF_ACTION } from './domain/campaignActions';
import { ClockMoveDto } from './dto/campaign.dto';
import { moveClock, type MovedClock } from './moveClock';
import { showClock, type ShownClock } from './showClock';

@ApiTags('campaigns')
@Controller('campaigns/:id/clock')
export class ClockController {
  constructor(
    private readonly database: Database,
    // A process that only reads and writes the database has none; there the clock stands.
    @Optional() @Inject(TemporalGateway) private readonly gateway: TemporalGateway | undefined,
  ) {}

  @Get()
  @Permission('campaign.read')
  @ApiOperation({ summary: 'Where the clock of a campaign stands, and what is planned next' })
  show(@CurrentPerson() person: SignedInPerson, @IdParam() id: string): Promise<ShownClock> {
    return this.database.inTransaction((tx) => showClock(tx, person.authorityId, id));
  }

  @Post('moves')
  @HttpCode(200)
  @Permission(PERMISSION_OF_ACTION.MOVE_CLOCK)
  @ApiOperation({ summary: "Move a rehearsal's clock, visiting every planned instant on the way" })
  move(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
    @Body() { to }: ClockMoveDto,
  ): Promise<MovedClock> {
    const { database, gateway } = this;
    return moveClock({ database, gateway }, person.authorityId, id, to === 'NEXT' ? to : instantGiven(to));
  }
}
