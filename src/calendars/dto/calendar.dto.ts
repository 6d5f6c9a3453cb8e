import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IsDay } from '../../shared/http/dayAndInstant';
import { CALENDAR_EDIT_ACTS, type CalendarEditAct } from '../domain/calendarEdit';

const REASON_MAX_LENGTH = 500;

export class CalendarEditDto {
  @ApiProperty({ enum: CALENDAR_EDIT_ACTS })
  @IsIn(CALENDAR_EDIT_ACTS)
  readonly act!: CalendarEditAct;

  @ApiProperty({ format: 'date' })
  @IsDay()
  readonly date!: string;

  @ApiProperty({ example: 'Nghỉ bù Tết Dương lịch' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(REASON_MAX_LENGTH)
  readonly reason!: string;
}
