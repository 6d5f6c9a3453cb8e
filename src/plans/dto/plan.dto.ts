import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { IsInstant } from '../../shared/http/dayAndInstant';

export class PreviewQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'Instant of the launch; absent: now.' })
  @IsOptional()
  @IsInstant()
  readonly startAt?: string;

  @ApiPropertyOptional({ format: 'uuid', description: "Absent: the authority's own calendar." })
  @IsOptional()
  @IsUUID()
  readonly calendarId?: string;
}
