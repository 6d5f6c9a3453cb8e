import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import { actorOf, type SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { Database } from '../shared/http/database';
import type { HttpResponse } from '../shared/http/httpRequest';
import { IdParam } from '../shared/http/idParam';
import { IfMatch, setVersion } from '../shared/http/version';
import { changeCalendarOf, type CalendarEffects } from './changeCalendarOf';
import { CalendarEditDto } from './dto/calendar.dto';
import { showCalendar, showCalendars, type ShownCalendar } from './showCalendars';

@ApiTags('calendars')
@Controller('calendars')
export class CalendarsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permission('calendar.read')
  @ApiOperation({ summary: "The authority's calendars, then the copies of rehearsals" })
  async list(
    @CurrentPerson() person: SignedInPerson,
  ): Promise<{ items: Awaited<ReturnType<typeof showCalendars>>; nextCursor: null }> {
    return { items: await this.database.reading((tx) => showCalendars(tx, person.authorityId)), nextCursor: null };
  }

  @Get(':id')
  @Permission('calendar.read')
  @ApiOperation({ summary: 'One calendar with its days; its version is the ETag' })
  async show(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<ShownCalendar> {
    const calendar = await this.database.reading((tx) => showCalendar(tx, person.authorityId, id));
    setVersion(response, calendar.version);
    return calendar;
  }

  @Post(':id/changes/preview')
  @HttpCode(200)
  @Permission('calendar.change')
  @ApiOperation({ summary: 'What a change would move in every running campaign; nothing is changed' })
  preview(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
    @Body() { act, date, reason }: CalendarEditDto,
  ): Promise<CalendarEffects> {
    const edit = { act, date, reason };
    return this.database.rolledBack((tx) => changeCalendarOf(tx, person.authorityId, id, edit, actorOf(person), null));
  }

  @Post(':id/changes')
  @HttpCode(200)
  @Permission('calendar.change')
  @ApiOperation({ summary: 'Add a day to the table or take it out, and move what it moves (If-Match)' })
  async change(
    @CurrentPerson() person: SignedInPerson,
    @IdParam() id: string,
    @Body() { act, date, reason }: CalendarEditDto,
    @IfMatch() version: number,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<CalendarEffects> {
    const edit = { act, date, reason };
    const effects = await this.database.inTransaction((tx) =>
      changeCalendarOf(tx, person.authorityId, id, edit, actorOf(person), version),
    );
    setVersion(response, effects.version);
    return effects;
  }
}
