import type { Campaign } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import type { Instant } from '../shared/instant';
import { afterFailure } from './domain/delivery';
import { recheck } from './domain/recheck';
import { renderMessage } from './domain/wording/renderMessage';
import { loadMessages } from './loadMessages';
import type { Delivery, MailTransport, OutgoingMail } from './mailTransport';
import {
  giveBack,
  leaseDueMessages,
  markCancelled,
  markNotSent,
  markSent,
  nextDispatchAt,
  type LeasedMessage,
} from './persistence/queueStore';

/** What sending needs of the outside. */
export interface DispatchPorts {
  /** Runs work in a transaction of its own. */
  readonly inTransaction: <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>;
  /** Null: no mail server is set. */
  readonly transport: MailTransport | null;
  /** The clock of real campaigns: the database's. */
  readonly clock: (tx: Tx) => Promise<Instant>;
  /** In [0, 1), for the waits between attempts. */
  readonly random: () => number;
  /** Stands before the links, without a slash at its end. */
  readonly publicUrl: string;
  readonly retryMaxMs: number;
}

export interface DispatchReport {
  /** False: there is no mail server, and nothing was tried. */
  readonly isConfigured: boolean;
  readonly sent: number;
  readonly retrying: number;
  readonly failed: number;
  readonly cancelled: number;
  /** When something may leave next; null: when somebody tells. */
  readonly nextAt: Instant | null;
}

type NotAccepted = Exclude<Delivery, { outcome: 'ACCEPTED' }>;
type Outcome = 'SENT' | 'RETRYING' | 'FAILED' | 'CANCELLED' | 'GIVEN_BACK';

/** Messages leased at once: enough to keep the connections busy, few enough to be back soon when the worker dies. */
const BATCH_MESSAGES = 50;
/** A worker that died is taken over from after so many of the longest sends; what a slow batch cannot finish it gives back. */
const LEASE_LONGEST_SENDS = 5;
/** Longer answers of mail servers say nothing more. */
const ERROR_MAX_LENGTH = 500;

/**
 * Sends what may leave by now, several at a time, each checked again just before. A mail failure never throws: it is
 * written beside its message. May run in several processes at once.
 */
export async function dispatchBatch(ports: DispatchPorts, limit = BATCH_MESSAGES): Promise<DispatchReport> {
  const { transport } = ports;
  const counts = { sent: 0, retrying: 0, failed: 0, cancelled: 0 };
  if (transport === null) return { isConfigured: false, ...counts, nextAt: null };
  const leases = await ports.inTransaction(async (tx) => {
    const now = await ports.clock(tx);
    return leaseDueMessages(tx, now, now + leaseMs(transport), limit);
  });
  const outcomes = await new Batch(ports, transport).send(leases);
  const nextAt = await ports.inTransaction(nextDispatchAt);
  const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
  return {
    isConfigured: true,
    sent: count('SENT'),
    retrying: count('RETRYING'),
    failed: count('FAILED'),
    cancelled: count('CANCELLED'),
    nextAt,
  };
}

function leaseMs(transport: MailTransport): number {
  return LEASE_LONGEST_SENDS * transport.longestSendMs;
}

class Batch {
  private readonly startedAt = performance.now();
  private readonly campaigns = new Map<string, Campaign>();

  constructor(
    private readonly ports: DispatchPorts,
    private readonly transport: MailTransport,
  ) {}

  /** As many lanes as the server takes connections, each with one message after the other. */
  async send(leases: readonly LeasedMessage[]): Promise<Outcome[]> {
    const waiting = [...leases];
    const outcomes: Outcome[] = [];
    const lane = async (): Promise<void> => {
      for (let lease = waiting.shift(); lease !== undefined; lease = waiting.shift()) {
        outcomes.push(await this.sendOne(lease));
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: this.transport.connections }, lane));
    // Only the database can have failed here; what was leased comes back when the lease runs out.
    for (const one of lanes) if (one.status === 'rejected') throw one.reason;
    return outcomes;
  }

  private async sendOne(lease: LeasedMessage): Promise<Outcome> {
    if (this.leaseMayRunOut()) return this.giveBack(lease);
    const prepared = await this.prepare(lease).catch(whyNotWorded);
    if (prepared === null) {
      await this.write((tx) => markCancelled(tx, lease));
      return 'CANCELLED';
    }
    if ('outcome' in prepared) return this.notSent(lease, prepared);
    // The database may have kept the wording waiting.
    if (this.leaseMayRunOut()) return this.giveBack(lease);
    const delivery = await this.transport.send(prepared);
    if (delivery.outcome === 'ACCEPTED') {
      await this.write((tx, now) => markSent(tx, lease, prepared, now));
      return 'SENT';
    }
    return this.notSent(lease, delivery);
  }

  private async giveBack(lease: LeasedMessage): Promise<Outcome> {
    await this.write((tx, now) => giveBack(tx, lease, now));
    return 'GIVEN_BACK';
  }

  /** A message begun now must be settled before somebody else may take it. */
  private leaseMayRunOut(): boolean {
    return performance.now() - this.startedAt + this.transport.longestSendMs > leaseMs(this.transport);
  }

  /** The mail as it leaves now; null: nothing is left to say. */
  private async prepare({ id }: LeasedMessage): Promise<OutgoingMail | null> {
    return this.ports.inTransaction(async (tx) => {
      const now = await this.ports.clock(tx);
      const content = (await loadMessages(tx, [id], this.campaigns, now)).get(id);
      if (content === undefined) throw new Error('There is no wording for this kind of message');
      if (this.campaigns.get(content.campaign.id)?.clock !== 'REAL') throw new Error('Rehearsal mail never leaves');
      const left = recheck(content);
      return left === null ? null : { ...renderMessage(left, now, this.ports.publicUrl), id, to: content.to };
    });
  }

  private async notSent(lease: LeasedMessage, delivery: NotAccepted): Promise<Outcome> {
    return this.write(async (tx, now) => {
      const { attempts, releaseAt } = lease;
      const failed = { attempts, releaseAt, now, isPermanent: delivery.outcome === 'REFUSED' };
      const next = afterFailure(failed, this.ports.retryMaxMs, this.ports.random());
      await markNotSent(tx, lease, next, delivery.error.slice(0, ERROR_MAX_LENGTH));
      return next.status;
    });
  }

  private write<Result>(work: (tx: Tx, now: Instant) => Promise<Result>): Promise<Result> {
    return this.ports.inTransaction(async (tx) => work(tx, await this.ports.clock(tx)));
  }
}

/** A message that cannot be worded, for whatever reason, must not keep the others back. */
function whyNotWorded(error: unknown): NotAccepted {
  return { outcome: 'DEFERRED', error: error instanceof Error ? error.message : String(error) };
}
