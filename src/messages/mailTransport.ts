import type { RenderedMessage } from './domain/wording/renderMessage';

/** One e-mail as it is handed to a mail server. */
export interface OutgoingMail extends RenderedMessage {
  /** The message's id; the Message-ID is made of it, so that a rare re-send can be recognised. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
}

/** What a mail server said. Anything but acceptance carries the reason, for the administrator. */
export type Delivery =
  | { readonly outcome: 'ACCEPTED' }
  /** It will never take this message for this recipient. */
  | { readonly outcome: 'REFUSED'; readonly error: string }
  /** Another try may succeed: the server is away, busy, or its settings are wrong. */
  | { readonly outcome: 'DEFERRED'; readonly error: string };

/** A mail server, or whatever stands for one. */
export interface MailTransport {
  /** How many messages it takes at once. */
  readonly connections: number;
  /** The longest time that one message can take. */
  readonly longestSendMs: number;
  /** Never throws: a mail failure is an answer like any other. */
  send(mail: OutgoingMail): Promise<Delivery>;
  close(): void;
}
