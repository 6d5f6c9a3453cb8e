import { databaseNow } from '../campaigns/persistence/campaignStore';
import type { Tx } from '../database/transaction';
import { writeJournal } from '../journal/persistence/journalStore';
import { bodiesOf } from '../organisations/persistence/organisationStore';
import type { Actor } from '../shared/actor';
import { checkPlan } from './domain/checkPlan';
import type { Fault } from './domain/plan';
import { plansOf, storePlan, type PlanVersion } from './persistence/planStore';

export type ImportedPlan = { readonly plan: PlanVersion; readonly isNew: boolean } | { readonly faults: Fault[] };

/**
 * Checks a plan file as a whole and stores it as the next version of its code; the same content again is the version
 * that it was. With a fault nothing is stored (contract of deadlines, §1).
 */
export async function importPlan(tx: Tx, authorityId: string, file: unknown, actor: Actor): Promise<ImportedPlan> {
  const checked = checkPlan(file, { bodies: await bodiesOf(tx, authorityId) });
  if ('faults' in checked) return checked;
  const known = new Set((await plansOf(tx, authorityId)).map((plan) => plan.id));
  const plan = await storePlan(tx, authorityId, checked.plan, actor.personId);
  const isNew = !known.has(plan.id);
  if (isNew) {
    await writeJournal(tx, [
      {
        subjectKind: 'PLAN',
        subjectId: plan.id,
        act: 'IMPORTED',
        actorId: actor.personId,
        onBehalfOf: actor.onBehalfOf,
        source: actor.source,
        details: { code: plan.code, version: plan.version, sha256: plan.sha256 },
        at: await databaseNow(tx),
      },
    ]);
  }
  return { plan, isNew };
}
