import type { DatabasePool } from '../database/dataSource';
import { listenTo, type Listening } from '../database/listening';
import { inTransaction, reading } from '../database/transaction';
import type { TemporalGateway } from './gateway';
import { OUTBOX_CHANNEL, removeDelivered, waitingLines, type OutboxLine } from './persistence/outboxStore';

/** A notification can be lost with its connection: then this is how long a change waits. */
const LOOK_EVERY_MS = 1_000;
const LINES_AT_ONCE = 50;

export interface RelayOptions {
  readonly dataSource: DatabasePool;
  readonly databaseUrl: string;
  readonly gateway: TemporalGateway;
  readonly report: (problem: string) => void;
}

/**
 * Carries what transactions have noted for workflows from the outbox to Temporal. Several relays may run at once, and a
 * line may be delivered twice: that is harmless. With Temporal down the lines wait.
 */
export class OutboxRelay {
  private listening: Listening | null = null;
  private timer: NodeJS.Timeout | null = null;
  private delivering: Promise<void> | null = null;
  private isConnecting = false;
  private isStopped = false;
  private hasNews = false;

  constructor(private readonly options: RelayOptions) {}

  async start(): Promise<void> {
    await this.listen();
    this.timer = setInterval(() => {
      this.wake();
      if (this.listening === null && !this.isConnecting) void this.listen();
    }, LOOK_EVERY_MS);
    this.wake();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.delivering;
    await this.listening?.stop();
  }

  private wake(): void {
    this.hasNews = true;
    if (this.delivering !== null || this.isStopped) return;
    this.delivering = this.deliverAll().finally(() => {
      this.delivering = null;
    });
  }

  private async deliverAll(): Promise<void> {
    while (this.hasNews && !this.isStopped) {
      this.hasNews = false;
      try {
        const lines = await reading(this.options.dataSource, (tx) => waitingLines(tx, LINES_AT_ONCE));
        await everyOne(lines.map((line) => this.deliver(line)));
        if (lines.length === LINES_AT_ONCE) this.hasNews = true;
      } catch (error) {
        this.options.report(`The outbox waits: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private async deliver(line: OutboxLine): Promise<void> {
    await this.options.gateway.tell(line.kind, line.subjectId);
    await inTransaction(this.options.dataSource, (tx) => removeDelivered(tx, line));
  }

  private async listen(): Promise<void> {
    // If it fails, the timer looks meanwhile, and tries to listen again.
    this.isConnecting = true;
    this.listening = await listenTo(
      this.options.databaseUrl,
      OUTBOX_CHANNEL,
      () => {
        this.wake();
      },
      () => {
        this.listening = null;
      },
    );
    this.isConnecting = false;
  }
}

/** Waits for all, also when one fails, so that none is under way any more; then fails with the first failure. */
async function everyOne(deliveries: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(deliveries)).find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
