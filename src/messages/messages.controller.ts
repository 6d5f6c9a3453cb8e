import { Controller, Get, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson } from '../identity/currentPerson.decorator';
import type { SignedInPerson } from '../identity/domain/person';
import { Permission } from '../identity/permission.decorator';
import { Database } from '../shared/http/database';
import { IdParam } from '../shared/http/idParam';
import type { Plain } from '../shared/http/plain';
import { DEFAULT_LIMIT, MailboxPageDto, MailboxQueryDto, WholeMessageDto } from './dto/mailbox.dto';
import { presentMessage, presentWholeMessage } from './presentMessage';
import { readMailbox, readMessage, retryMessageOf } from './readMailbox';

/** The mailbox: every message, and how far it has come. */
@ApiTags('messages')
@Controller('messages')
@Permission('message.read')
export class MessagesController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Messages, the latest first' })
  @ApiOkResponse({ type: MailboxPageDto })
  async list(@CurrentPerson() person: SignedInPerson, @Query() query: MailboxQueryDto): Promise<Plain<MailboxPageDto>> {
    const { campaignId, to, kind, status, q } = query;
    const page = await this.database.reading((tx) =>
      readMailbox(tx, {
        authorityId: person.authorityId,
        ...(campaignId === undefined ? {} : { campaignId }),
        ...(to === undefined ? {} : { toPersonId: to }),
        ...(kind === undefined ? {} : { kind }),
        ...(status === undefined ? {} : { status }),
        ...(q === undefined ? {} : { text: q }),
        cursor: query.cursor ?? null,
        limit: query.limit ?? DEFAULT_LIMIT,
      }),
    );
    return { items: page.entries.map(presentMessage), nextCursor: page.nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'A message with its words and what it tells of' })
  @ApiOkResponse({ type: WholeMessageDto })
  async show(@CurrentPerson() person: SignedInPerson, @IdParam() id: string): Promise<Plain<WholeMessageDto>> {
    return presentWholeMessage(await this.database.reading((tx) => readMessage(tx, person.authorityId, id)));
  }

  /** For whoever looks after the system: the address or the server was mended. */
  @Post(':id/retry')
  @HttpCode(HttpStatus.OK)
  @Permission('organisation.administer')
  @ApiOperation({ summary: 'Send a message once more that has failed for good' })
  @ApiOkResponse({ type: WholeMessageDto })
  async retry(@CurrentPerson() person: SignedInPerson, @IdParam() id: string): Promise<Plain<WholeMessageDto>> {
    return presentWholeMessage(await this.database.inTransaction((tx) => retryMessageOf(tx, person.authorityId, id)));
  }
}
