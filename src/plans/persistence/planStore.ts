import { createHash } from 'node:crypto';
import type { Tx } from '../../database/transaction';
import { canonicalJson } from '../../journal/domain/chain';
import type { Plan } from '../domain/plan';

/** One imported version of a plan. Versions are never changed: another import of the same code is the next one. */
export interface PlanVersion {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly sha256: string;
  readonly content: Plan;
}

export async function loadPlan(tx: Tx, planId: string): Promise<PlanVersion> {
  const plan = await findPlan(tx, planId);
  if (plan === undefined) throw new Error(`There is no plan ${planId}`);
  return plan;
}

export async function findPlan(tx: Tx, planId: string): Promise<PlanVersion | undefined> {
  const [row] = await tx.rows<PlanVersion>('select id, code, version, sha256, content from plan where id = $1', [
    planId,
  ]);
  return row;
}

/** Stores a plan as the next version of its code; the same content again is the version that it was. */
export async function storePlan(
  tx: Tx,
  authorityId: string,
  plan: Plan,
  importedBy: string | null,
): Promise<PlanVersion> {
  const sha256 = createHash('sha256').update(canonicalJson(plan)).digest('hex');
  // Two imports at once: the second waits here and gets the next number.
  await tx.rows('select pg_advisory_xact_lock(hashtext($1))', [`plan ${authorityId} ${plan.code}`]);
  const [same] = await tx.rows<PlanVersion>(
    `select id, code, version, sha256, content from plan where authority_id = $1 and code = $2
      order by version desc limit 1`,
    [authorityId, plan.code],
  );
  if (same?.sha256 === sha256) return same;
  const [row] = await tx.rows<PlanVersion>(
    `insert into plan (authority_id, code, version, title, content, sha256, imported_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id, code, version, sha256, content`,
    [authorityId, plan.code, (same?.version ?? 0) + 1, plan.title, JSON.stringify(plan), sha256, importedBy],
  );
  if (row === undefined) throw new Error(`The plan ${plan.code} was not written`);
  return row;
}
