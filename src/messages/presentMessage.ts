import type { Plain } from '../shared/http/plain';
import { isoOf, type Instant } from '../shared/instant';
import type { MessageDto, WholeMessageDto } from './dto/mailbox.dto';
import type { MailboxEntry, MailboxMessage } from './persistence/mailboxStore';

export function presentMessage(entry: MailboxEntry): Plain<MessageDto> {
  return {
    id: entry.id,
    campaignId: entry.campaignId,
    kind: entry.kind,
    status: entry.status,
    subject: entry.subject,
    to: entry.to,
    queuedAt: isoOf(entry.queuedAt),
    releaseAt: isoOf(entry.releaseAt),
    leftAt: isoOrNull(entry.leftAt),
    attempts: entry.attempts,
    nextAttemptAt: isoOrNull(entry.nextAttemptAt),
    lastError: entry.lastError,
  };
}

export function presentWholeMessage(message: MailboxMessage): Plain<WholeMessageDto> {
  return { ...presentMessage(message), text: message.textBody, html: message.htmlBody, steps: message.parts };
}

function isoOrNull(instant: Instant | null): string | null {
  return instant === null ? null : isoOf(instant);
}
