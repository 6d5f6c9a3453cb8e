import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../domain/credentials';
import { PERMISSIONS, type Permission } from '../domain/permissions';

const MAX_LOGIN_LENGTH = 200;
const AUTHORITY_TEXT = 'Key of the authority; needed only where several on this server use the same login.';

export class SignInDto {
  @ApiProperty({ example: 'official@11155' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_LOGIN_LENGTH)
  readonly login!: string;

  @ApiProperty({ format: 'password' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(PASSWORD_MAX_LENGTH)
  readonly password!: string;

  @ApiPropertyOptional({ description: AUTHORITY_TEXT })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_LOGIN_LENGTH)
  readonly authority?: string;
}

export class DemoSignInDto {
  @ApiProperty({ example: 'coordinator@noi-vu' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_LOGIN_LENGTH)
  readonly login!: string;

  @ApiPropertyOptional({ description: AUTHORITY_TEXT })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_LOGIN_LENGTH)
  readonly authority?: string;
}

export class ChangePasswordDto {
  @ApiProperty({ format: 'password' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(PASSWORD_MAX_LENGTH)
  readonly currentPassword!: string;

  @ApiProperty({ format: 'password', minLength: PASSWORD_MIN_LENGTH, description: 'Not the login.' })
  @IsString()
  @MaxLength(PASSWORD_MAX_LENGTH)
  readonly newPassword!: string;
}

export class OrganisationHeldDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly key!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty() readonly kind!: string;
  @ApiProperty({ type: [String] }) readonly roles!: readonly string[];
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The absent person one stands in for.' })
  readonly onBehalfOf!: string | null;
}

export class PersonDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly key!: string;
  @ApiProperty() readonly name!: string;
}

export class SessionDto {
  @ApiProperty() readonly person!: PersonDto;
  @ApiProperty({ type: [OrganisationHeldDto] }) readonly organisations!: readonly OrganisationHeldDto[];
  @ApiProperty({ enum: PERMISSIONS, isArray: true }) readonly permissions!: readonly Permission[];
  @ApiProperty({ description: 'To be sent as X-CSRF-Token with every request that changes something.' })
  readonly csrfToken!: string;
}

export class DemoAuthorityDto {
  @ApiProperty() readonly key!: string;
  @ApiProperty() readonly name!: string;
}

export class DemoHoldingDto {
  @ApiProperty() readonly organisation!: string;
  @ApiProperty() readonly kind!: string;
  @ApiProperty() readonly role!: string;
}

export class DemoAccountDto {
  @ApiProperty() readonly login!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty() readonly authority!: DemoAuthorityDto;
  @ApiProperty({ type: [DemoHoldingDto] }) readonly holdings!: readonly DemoHoldingDto[];
}
