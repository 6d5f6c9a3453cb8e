import type { CampaignState, ClockKind } from './campaign';

/** What may be done with a campaign as a whole. */
export type CampaignAction = 'REVISE' | 'CANCEL' | 'MOVE_CLOCK';

/** The permission that each action asks for; the guard of its route asks for the same. */
export const PERMISSION_OF_ACTION = {
  REVISE: 'campaign.run',
  CANCEL: 'campaign.run',
  MOVE_CLOCK: 'rehearsal.move',
} as const satisfies Record<CampaignAction, string>;

const ACTIONS: readonly CampaignAction[] = ['REVISE', 'CANCEL', 'MOVE_CLOCK'];

/** What this person may do now: one table for buttons and refusals. */
export function allowedActions(
  campaign: { readonly state: CampaignState; readonly clock: ClockKind; readonly isOut: boolean },
  permissions: readonly string[],
): CampaignAction[] {
  if (campaign.state !== 'RUNNING') return [];
  return ACTIONS.filter(
    (action) =>
      permissions.includes(PERMISSION_OF_ACTION[action]) &&
      (action !== 'MOVE_CLOCK' || (campaign.clock === 'REHEARSAL' && !campaign.isOut)),
  );
}
