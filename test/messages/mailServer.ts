import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** What a mail server under test does with the next message, by the address it is for. */
export interface MailBehaviour {
  /** An SMTP answer to RCPT TO; absent: accepted. */
  readonly refuseRecipient?: (address: string) => { readonly code: number; readonly text: string } | null;
  /** After the whole message was received. */
  readonly afterData?: (address: string, tried: number) => 'ACCEPT' | 'DIE' | 'STALL' | { readonly code: number };
}

export interface TestMailServer {
  readonly url: string;
  /** Everything whose DATA was received whole, whether the sender heard of it or not. */
  readonly received: ParsedMail[];
  close(): Promise<void>;
}

class SmtpAnswer extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text);
  }
}

/** A real SMTP server on a free port. */
export async function startMailServer(behaviour: MailBehaviour = {}): Promise<TestMailServer> {
  const received: ParsedMail[] = [];
  const tried = new Map<string, number>();
  const sockets = new Set<{ destroy(): void }>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, callback) {
      const answer = behaviour.refuseRecipient?.(address) ?? null;
      callback(answer === null ? null : new SmtpAnswer(answer.code, answer.text));
    },
    onData(stream, session, callback) {
      const receive = (mail: ParsedMail): void => {
        received.push(mail);
        const address = recipientOf(session);
        const times = (tried.get(address) ?? 0) + 1;
        tried.set(address, times);
        const next = behaviour.afterData?.(address, times) ?? 'ACCEPT';
        if (next === 'ACCEPT') callback(null);
        else if (next === 'DIE') for (const socket of sockets) socket.destroy();
        else if (next !== 'STALL') callback(new SmtpAnswer(next.code, 'Not now'));
      };
      // A sender that dies half way has sent nothing.
      readMail(stream).then(receive, () => undefined);
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: { destroy(): void }) => sockets.add(socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    received,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

function readMail(stream: SMTPServerDataStream): Promise<ParsedMail> {
  return simpleParser(stream);
}

function recipientOf(session: SMTPServerSession): string {
  return session.envelope.rcptTo[0]?.address ?? '';
}
