import { Module } from '@nestjs/common';
import { OrganisationsController } from './organisations.controller';
import { PeopleController } from './people.controller';

@Module({ controllers: [OrganisationsController, PeopleController] })
export class OrganisationsModule {}
