import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../shared/http/database';
import { HEALTH_PROBES, type HealthProbe, type ProbeAnswer } from './healthProbe';

export type HealthStatus = 'ok' | 'degraded' | 'down';

export interface HealthReport {
  readonly status: HealthStatus;
  /** What is not ok, one line each. */
  readonly reasons: readonly string[];
  readonly checks: Readonly<Record<string, ProbeAnswer>>;
}

/** A probe that hangs must not hang the answer: load balancers give up after a few seconds. */
const PATIENCE_MS = 3_000;

@Injectable()
export class Health {
  private readonly database: HealthProbe;

  constructor(
    database: Database,
    @Inject(HEALTH_PROBES) private readonly probes: readonly HealthProbe[],
  ) {
    this.database = {
      name: 'database',
      check: async () => {
        await database.reading((tx) => tx.rows('select 1'));
        return { ok: true, detail: 'answers' };
      },
    };
  }

  /** Down without the database; degraded when anything else is amiss. */
  async report(): Promise<HealthReport> {
    const probes = [this.database, ...this.probes];
    const answers = await Promise.all(probes.map(async (probe) => [probe.name, await answerOf(probe)] as const));
    const checks = Object.fromEntries(answers);
    const reasons = answers.flatMap(([name, { ok, detail }]) => (ok ? [] : [`${name}: ${detail}`]));
    const isDown = checks[this.database.name]?.ok !== true;
    return { status: isDown ? 'down' : reasons.length > 0 ? 'degraded' : 'ok', reasons, checks };
  }

  /** Can requests be served? Only the database decides: with Temporal or mail away people work on. */
  async readiness(): Promise<HealthReport> {
    const answer = await answerOf(this.database);
    return {
      status: answer.ok ? 'ok' : 'down',
      reasons: answer.ok ? [] : [`${this.database.name}: ${answer.detail}`],
      checks: { [this.database.name]: answer },
    };
  }
}

async function answerOf(probe: HealthProbe): Promise<ProbeAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ProbeAnswer>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: `no answer within ${PATIENCE_MS / 1000} s` }), PATIENCE_MS);
  });
  try {
    return await Promise.race([probe.check(), late]);
  } catch {
    // The text of the error may hold addresses and names; the page is public.
    return { ok: false, detail: 'cannot be reached' };
  } finally {
    clearTimeout(timer);
  }
}
