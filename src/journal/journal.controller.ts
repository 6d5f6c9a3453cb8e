import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import type { SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { Database } from '../shared/http/database';
import type { Plain } from '../shared/http/plain';
import { isoOf } from '../shared/instant';
import { DEFAULT_LIMIT, JournalPageDto, JournalQueryDto } from './dto/journal.dto';
import { readJournal } from './readJournal';

@ApiTags('journal')
@Controller('journal')
@Permission('journal.read')
export class JournalController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Who did what when, the latest first' })
  @ApiOkResponse({ type: JournalPageDto })
  async list(@CurrentPerson() person: SignedInPerson, @Query() query: JournalQueryDto): Promise<Plain<JournalPageDto>> {
    const asked = {
      subjectId: query.subject ?? null,
      cursor: query.cursor ?? null,
      limit: query.limit ?? DEFAULT_LIMIT,
    };
    const { lines, nextCursor } = await this.database.reading((tx) => readJournal(tx, person.authorityId, asked));
    return {
      items: lines.map(({ id, subjectKind, subjectId, sequence, act, actor, onBehalfOf, source, ...line }) => ({
        id,
        subjectKind,
        subjectId,
        sequence,
        act,
        actor,
        onBehalfOf,
        source,
        details: line.details,
        at: isoOf(line.at),
        recordedAt: isoOf(line.recordedAt),
        hash: line.hash,
      })),
      nextCursor,
    };
  }
}
