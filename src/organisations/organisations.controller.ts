import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import { actorOf, type SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { faultyFile } from '../plans/faultyFile';
import { Database } from '../shared/http/database';
import { OrganisationsQuery } from './dto/organisation.dto';
import { importOfPerson } from './importOfPerson';
import { showOrganisations, type Page, type ShownOrganisation } from './showOrganisations';

@ApiTags('organisations')
@Controller('organisations')
export class OrganisationsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permission('organisation.read')
  @ApiOperation({ summary: 'Bodies, then units, by key, with the days on which they are valid and what they replace' })
  list(
    @CurrentPerson() person: SignedInPerson,
    @Query() { kind, on, q, cursor, limit }: OrganisationsQuery,
  ): Promise<Page<ShownOrganisation>> {
    const question = { kind: kind ?? null, validOn: on ?? null, text: q ?? null, after: cursor ?? null, limit };
    return this.database.reading((tx) => showOrganisations(tx, person.authorityId, question));
  }

  @Post()
  @HttpCode(200)
  @Permission('organisation.administer')
  @ApiOperation({ summary: 'Import a file of organisations into the own authority; what it does not name stays' })
  @ApiBody({ schema: { type: 'object', description: 'The file of organisations' } })
  async import(
    @CurrentPerson() person: SignedInPerson,
    @Body() file: unknown,
  ): Promise<{ readonly bodies: number; readonly units: number }> {
    const imported = await this.database.inTransaction((tx) =>
      importOfPerson(tx, person.authorityId, file, actorOf(person)),
    );
    if ('faults' in imported) throw faultyFile('ORGANISATIONS.FAULTY', imported.faults);
    return imported;
  }
}
