import type { Tx } from '../database/transaction';
import { planOfAuthority } from '../plans/persistence/planStore';
import { AppError } from '../shared/http/appError';
import type { Actor } from '../shared/actor';
import type { Instant } from '../shared/instant';
import type { ClockKind } from './domain/campaign';
import type { FieldAssignment } from './domain/rehearsal/scenario';
import { launchCampaign } from './launchCampaign';
import { calendarToUse, fieldAssignmentsFor } from './previewLaunch';

/** What a person asks to be launched; null: what the preview without it has shown. */
export interface LaunchRequest {
  readonly planId: string;
  readonly calendarId: string | null;
  readonly clock: ClockKind;
  readonly startAt: Instant | null;
  readonly fieldAssignments: readonly FieldAssignment[] | null;
}

/**
 * Launches a plan of the person's authority with the same calendar, units and fields as its preview. Returns the
 * campaign's id.
 * @throws AppError NOT_FOUND for a plan or calendar that the authority does not have; VALUE.INVALID for an unknown body
 */
export async function launchOfPerson(
  tx: Tx,
  authorityId: string,
  request: LaunchRequest,
  actor: Actor,
): Promise<string> {
  const plan = await planOfAuthority(tx, authorityId, request.planId);
  if (plan === undefined) throw new AppError('NOT_FOUND');
  const calendarId = await calendarToUse(tx, authorityId, request.calendarId);
  const fieldAssignments = await fieldAssignmentsFor(tx, authorityId, plan.content, request.fieldAssignments);
  return launchCampaign(tx, { ...request, authorityId, calendarId, fieldAssignments }, actor);
}
