import type { Instant } from '../../../shared/instant';
import type { MessageContent } from '../messageContent';
import { digestLetter } from './digestLetter';
import { htmlOf } from './html';
import { ledgerLetter } from './ledgerLetter';
import type { Letter } from './letter';
import { noticeLetter } from './noticeLetter';
import { plainTextOf } from './plainText';

export interface RenderedMessage {
  /** At most 120 characters, without words about time: it was fixed when the message was queued. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * The words of a message as it leaves at `now`, a moment of its campaign's clock: only then it is known what "today" is.
 * `publicUrl` stands before every link, without a slash at its end; '' makes links within the site.
 */
export function renderMessage(content: MessageContent, now: Instant, publicUrl: string): RenderedMessage {
  const letter = letterOf(content, now, publicUrl);
  return { subject: letter.subject, text: plainTextOf(letter), html: htmlOf(letter) };
}

function letterOf(content: MessageContent, now: Instant, publicUrl: string): Letter {
  switch (content.kind) {
    case 'LEDGER':
      return ledgerLetter(content, now, publicUrl);
    case 'DIGEST':
      return digestLetter(content, now, publicUrl);
    case 'NOTICE':
      return noticeLetter(content, now, publicUrl);
  }
}
