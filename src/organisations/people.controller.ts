import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import { actorOf, hasPermission, type SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { Database } from '../shared/http/database';
import { IdParam } from '../shared/http/idParam';
import {
  changePerson,
  createPerson,
  endRoleOf,
  giveRole,
  noteAbsence,
  takeBackAbsence,
  type AdministratorsAct,
} from './administerPeople';
import { PeopleQuery } from './dto/organisation.dto';
import { NewAbsenceDto, NewPersonDto, NewRoleDto, PersonChangeDto, RoleEndQuery } from './dto/person.dto';
import { showPeople, showPerson, type Page, type ShownPerson } from './showOrganisations';

@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permission('organisation.read')
  @ApiOperation({ summary: 'People with their roles and absences, by key; addresses only for administrators' })
  list(
    @CurrentPerson() person: SignedInPerson,
    @Query() { organisationId, q, cursor, limit }: PeopleQuery,
  ): Promise<Page<ShownPerson>> {
    const question = {
      personId: null,
      organisationId: organisationId ?? null,
      text: q ?? null,
      after: cursor ?? null,
      limit,
    };
    const showsAddress = hasPermission(person, 'organisation.administer');
    return this.database.reading((tx) => showPeople(tx, person.authorityId, question, showsAddress));
  }

  @Post()
  @Permission('organisation.administer')
  @ApiOperation({ summary: 'A new person, with an account if a login is given' })
  async create(@CurrentPerson() by: SignedInPerson, @Body() dto: NewPersonDto): Promise<ShownPerson> {
    const { key, name, email, login } = dto;
    return this.actAndShow(by, (act) => createPerson(act, { key, name, email, login: login ?? null }));
  }

  @Patch(':id')
  @Permission('organisation.administer')
  @ApiOperation({ summary: 'Rename, another address, deactivate or reactivate' })
  async change(
    @CurrentPerson() by: SignedInPerson,
    @IdParam() id: string,
    @Body() { name, email, isActive }: PersonChangeDto,
  ): Promise<ShownPerson> {
    return this.actAndShow(by, async (act) => {
      await changePerson(act, id, {
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
        ...(isActive === undefined ? {} : { isActive }),
      });
      return id;
    });
  }

  @Post(':id/roles')
  @Permission('organisation.administer')
  @ApiOperation({ summary: 'Give a role, beside others; the person is told the open tasks that come with it' })
  async giveRole(
    @CurrentPerson() by: SignedInPerson,
    @IdParam() id: string,
    @Body() { organisationId, role, fromOn, toOn }: NewRoleDto,
  ): Promise<{ id: string; toldTasks: number }> {
    return this.act(by, (act) =>
      giveRole(act, id, { organisationId, role, fromOn: fromOn ?? null, toOn: toOn ?? null }),
    );
  }

  @Delete(':id/roles/:roleId')
  @HttpCode(204)
  @Permission('organisation.administer')
  @ApiOperation({ summary: 'End a role' })
  async endRole(
    @CurrentPerson() by: SignedInPerson,
    @IdParam() id: string,
    @IdParam('roleId') roleId: string,
    @Query() { lastOn }: RoleEndQuery,
  ): Promise<void> {
    await this.act(by, (act) => endRoleOf(act, id, roleId, lastOn ?? null));
  }

  @Post(':id/absences')
  @Permission('organisation.administer')
  @ApiOperation({ summary: 'Note an absence; the substitute is told the open tasks' })
  async noteAbsence(
    @CurrentPerson() by: SignedInPerson,
    @IdParam() id: string,
    @Body() { fromOn, toOn, substituteId }: NewAbsenceDto,
  ): Promise<{ id: string; toldTasks: number }> {
    return this.act(by, (act) => noteAbsence(act, id, { fromOn, toOn, substituteId: substituteId ?? null }));
  }

  @Delete(':id/absences/:absenceId')
  @HttpCode(204)
  @Permission('organisation.administer')
  @ApiOperation({ summary: 'Take an absence back' })
  async takeBackAbsence(
    @CurrentPerson() by: SignedInPerson,
    @IdParam() id: string,
    @IdParam('absenceId') absenceId: string,
  ): Promise<void> {
    await this.act(by, (act) => takeBackAbsence(act, id, absenceId));
  }

  private act<Result>(by: SignedInPerson, work: (act: AdministratorsAct) => Promise<Result>): Promise<Result> {
    return this.database.inTransaction((tx) => work({ tx, authorityId: by.authorityId, actor: actorOf(by) }));
  }

  private actAndShow(by: SignedInPerson, work: (act: AdministratorsAct) => Promise<string>): Promise<ShownPerson> {
    return this.act(by, async (act) => showPerson(act.tx, act.authorityId, await work(act)));
  }
}
