import type { Tx } from '../database/transaction';
import { isoOf, instantOf } from '../shared/instant';
import type { Plan } from './domain/plan';
import { planOfAuthority, plansOf, type PlanLine } from './persistence/planStore';

/** A plan as the API shows it. */
export interface ShownPlan extends Omit<PlanLine, 'importedAt'> {
  readonly importedAt: string;
}

export async function showPlans(tx: Tx, authorityId: string): Promise<ShownPlan[]> {
  return (await plansOf(tx, authorityId)).map(shown);
}

/** One plan with its whole content; undefined if the authority has none of this id. */
export async function showPlan(
  tx: Tx,
  authorityId: string,
  planId: string,
): Promise<(ShownPlan & { readonly content: Plan }) | undefined> {
  const plan = await planOfAuthority(tx, authorityId, planId);
  return plan === undefined ? undefined : { ...plan, ...shown(plan) };
}

function shown<Line extends PlanLine>(line: Line): Omit<Line, 'importedAt'> & { readonly importedAt: string } {
  return { ...line, importedAt: isoOf(instantOf(line.importedAt)) };
}
