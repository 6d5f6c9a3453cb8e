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

async function findPlan(tx: Tx, planId: string): Promise<PlanVersion | undefined> {
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

/** One line of the list of plans. */
export interface PlanLine {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly title: string;
  readonly sha256: string;
  readonly importedAt: Date;
  readonly importedBy: string | null;
  readonly stages: number;
}

const PLAN_LINE = `p.id, p.code, p.version, p.title, p.sha256, p.imported_at as "importedAt", b.name as "importedBy",
                   jsonb_array_length(p.content -> 'stages') as stages`;

/** Every version of every plan of an authority: by code, the newest version first. */
export function plansOf(tx: Tx, authorityId: string): Promise<PlanLine[]> {
  return tx.rows<PlanLine>(
    `select ${PLAN_LINE} from plan p left join person b on b.id = p.imported_by
      where p.authority_id = $1 order by p.code, p.version desc`,
    [authorityId],
  );
}

/** One version with its content; undefined if the authority has none of this id. */
export async function planOfAuthority(
  tx: Tx,
  authorityId: string,
  planId: string,
): Promise<(PlanLine & { readonly content: Plan }) | undefined> {
  const [row] = await tx.rows<PlanLine & { readonly content: Plan }>(
    `select ${PLAN_LINE}, p.content from plan p left join person b on b.id = p.imported_by
      where p.authority_id = $1 and p.id = $2`,
    [authorityId, planId],
  );
  return row;
}
