import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { IsDay } from '../../shared/http/dayAndInstant';
import { BODY_KINDS, type OrganisationKind } from '../domain/organisations';

const PAGE = 200;
const PAGE_MAX = 1_000;
const TEXT_MAX_LENGTH = 200;
const KINDS: readonly OrganisationKind[] = [...BODY_KINDS, 'UNIT'];

class PageQuery {
  @ApiPropertyOptional({ description: 'Text within key or name, without accents.' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(TEXT_MAX_LENGTH)
  readonly q?: string;

  @ApiPropertyOptional({ format: 'uuid', description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsUUID()
  readonly cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: PAGE_MAX, default: PAGE })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(PAGE_MAX)
  readonly limit: number = PAGE;
}

export class OrganisationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: KINDS })
  @IsOptional()
  @IsIn(KINDS)
  readonly kind?: OrganisationKind;

  @ApiPropertyOptional({ format: 'date', description: 'Only those valid on this day.' })
  @IsOptional()
  @IsDay()
  readonly on?: string;
}

export class PeopleQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only those who hold, held or will hold a role there.' })
  @IsOptional()
  @IsUUID()
  readonly organisationId?: string;
}
