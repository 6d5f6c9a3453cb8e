import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsEmail, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator';
import { IsDay } from '../../shared/http/dayAndInstant';

const TEXT_MAX_LENGTH = 200;

/** What may be left out, but not be null. */
const given = (key: string) => ValidateIf((value: Readonly<Record<string, unknown>>) => value[key] !== undefined);

export class NewPersonDto {
  @ApiProperty({ example: 'nguyen-van-a', description: 'Names the person in the authority for good.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(TEXT_MAX_LENGTH)
  readonly key!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(TEXT_MAX_LENGTH)
  readonly name!: string;

  @ApiProperty({ format: 'email' })
  @IsEmail()
  @MaxLength(TEXT_MAX_LENGTH)
  readonly email!: string;

  @ApiPropertyOptional({ description: 'Opens an account, which nobody can enter before its password is set.' })
  @given('login')
  @IsString()
  @IsNotEmpty()
  @MaxLength(TEXT_MAX_LENGTH)
  readonly login?: string;
}

export class PersonChangeDto {
  @ApiPropertyOptional()
  @given('name')
  @IsString()
  @IsNotEmpty()
  @MaxLength(TEXT_MAX_LENGTH)
  readonly name?: string;

  @ApiPropertyOptional({ format: 'email' })
  @given('email')
  @IsEmail()
  @MaxLength(TEXT_MAX_LENGTH)
  readonly email?: string;

  @ApiPropertyOptional({ description: 'False: is told nothing any more and cannot sign in.' })
  @given('isActive')
  @IsBoolean()
  readonly isActive?: boolean;
}

export class NewRoleDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly organisationId!: string;

  @ApiProperty({ example: 'official', description: 'Of every organisation, of the plan, or of the system.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(TEXT_MAX_LENGTH)
  readonly role!: string;

  @ApiPropertyOptional({ format: 'date', description: 'Absent: from today.' })
  @IsOptional()
  @IsDay()
  readonly fromOn?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Absent: until it is ended.' })
  @IsOptional()
  @IsDay()
  readonly toOn?: string;
}

export class RoleEndQuery {
  @ApiPropertyOptional({ format: 'date', description: 'The last day on which the role is held; absent: yesterday.' })
  @IsOptional()
  @IsDay()
  readonly lastOn?: string;
}

export class NewAbsenceDto {
  @ApiProperty({ format: 'date' })
  @IsDay()
  readonly fromOn!: string;

  @ApiProperty({ format: 'date' })
  @IsDay()
  readonly toOn!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Absent: nobody stands in.' })
  @IsOptional()
  @IsUUID()
  readonly substituteId?: string;
}
