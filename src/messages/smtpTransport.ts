import { createTransport } from 'nodemailer';
import type { Delivery, MailTransport, OutgoingMail } from './mailTransport';

export interface SmtpSettings {
  readonly url: string;
  /** `Name <address>`. */
  readonly from: string;
  /** How long the server may keep silent at any point of the conversation. */
  readonly silenceMs?: number;
}

/** Mail servers of authorities commonly allow some ten connections of one sender. */
const CONNECTIONS = 5;
/** A server under load, or one that delays its greeting against spam, answers within this. */
const SILENCE_MS = 30_000;
/** A server may be slow at every step of the conversation, but not for ever. */
const SEND_MAX_SILENCES = 2;

/** The mail server of `SMTP_URL`, over a pool of connections. */
export function createSmtpTransport({ url, from, silenceMs = SILENCE_MS }: SmtpSettings): MailTransport {
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    // The queue tries again, with longer waits and a record of it; a silent re-send here would be seen by nobody.
    maxRequeues: 0,
    dnsTimeout: silenceMs,
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Errors of idle connections; those of a message are its answer.
  pool.on('error', () => undefined);
  const host = hostOf(from);
  const longestSendMs = silenceMs * SEND_MAX_SILENCES;

  return {
    connections: CONNECTIONS,
    longestSendMs,
    send: (mail) => answerWithin(longestSendMs, pool.sendMail(envelopeOf(mail, from, host))),
    close: () => {
      pool.close();
    },
  };
}

function envelopeOf(mail: OutgoingMail, from: string, host: string) {
  return {
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

/** The host of a sender's address, the right side of every Message-ID. */
export function hostOf(from: string): string {
  return /@([^>\s@]+)>?\s*$/u.exec(from)?.[1] ?? 'localhost';
}

async function answerWithin(limitMs: number, sending: Promise<unknown>): Promise<Delivery> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Delivery>((resolve) => {
    timer = setTimeout(() => {
      resolve({ outcome: 'DEFERRED', error: `No answer within ${String(limitMs)} ms` });
    }, limitMs);
  });
  const answer = sending.then((): Delivery => ({ outcome: 'ACCEPTED' }), deliveryOf);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Commands whose 5xx answer is about this recipient or this message; before them it is about the sender's settings. */
const COMMANDS_OF_A_MESSAGE = new Set(['RCPT TO', 'DATA']);

/** What a failure means. Without any answer of the server only an address that cannot be one is final. */
export function deliveryOf(error: unknown): Delivery {
  const { message, code, command, responseCode } = smtpErrorOf(error);
  const isRefused = responseCode !== undefined && responseCode >= 500 && COMMANDS_OF_A_MESSAGE.has(command);
  const isNoAddress = code === 'EENVELOPE' && responseCode === undefined && command === 'API';
  return { outcome: isRefused || isNoAddress ? 'REFUSED' : 'DEFERRED', error: message };
}

function smtpErrorOf(error: unknown): { message: string; code: string; command: string; responseCode?: number } {
  if (!(error instanceof Error)) return { message: String(error), code: '', command: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const command = 'command' in error && typeof error.command === 'string' ? error.command : '';
  const answered = 'responseCode' in error && typeof error.responseCode === 'number';
  return {
    message: error.message,
    code,
    command,
    ...(answered ? { responseCode: Number(error.responseCode) } : {}),
  };
}
