import { loadCampaign } from '../campaigns/loadCampaign';
import type { Campaign } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import type { HandoverCause } from '../messages/domain/notice';
import { inPerson } from '../messages/domain/noticeRecipients';
import { noticeOfHandover } from '../messages/noticesOfActs';
import type { Actor } from '../shared/actor';
import type { Day } from '../shared/instant';
import type { OrganisationKind } from './domain/organisations';
import { ROLES_OF_KIND } from './domain/organisations';
import { openWorkOfOffice, openWorkOfPerson, type OpenWork } from './persistence/openWorkStore';

/** The days on which something holds; null: without end. */
interface Days {
  readonly fromOn: Day;
  readonly toOn: Day | null;
}

/**
 * Whoever is given a role is told the open tasks of the office, and of the units that it replaces (contract of
 * deadlines, §3), in each running campaign on whose day the role holds. Returns how many tasks were told.
 */
export async function tellOfNewRole(
  tx: Tx,
  role: Days & { readonly personId: string; readonly organisationId: string; readonly role: string },
  kind: OrganisationKind,
  actor: Actor,
): Promise<number> {
  const office = { ...role, leads: ROLES_OF_KIND[kind].leader === role.role };
  const holds = (campaign: Campaign): boolean => {
    const today = campaign.calendar.dayOf(campaign.now);
    return role.fromOn <= today && (role.toOn === null || today <= role.toOn);
  };
  const own = await openWorkOfOffice(tx, office, 'ITSELF');
  const taken = await openWorkOfOffice(tx, office, 'PREDECESSORS');
  return (
    (await tell(tx, own, { to: role.personId, forId: null, because: 'ROLE' }, holds, actor)) +
    (await tell(tx, taken, { to: role.personId, forId: null, because: 'UNIT' }, holds, actor))
  );
}

/** The substitute is told the absent person's open tasks, in each running campaign in which the absence is not over. */
export async function tellOfAbsence(
  tx: Tx,
  absence: Days & { readonly personId: string; readonly substituteId: string },
  actor: Actor,
): Promise<number> {
  const isAhead = (campaign: Campaign): boolean =>
    campaign.calendar.dayOf(campaign.now) <= (absence.toOn ?? '9999-12-31');
  const work = await openWorkOfPerson(tx, absence.personId);
  const to = { to: absence.substituteId, forId: absence.personId, because: 'ABSENCE' } as const;
  return tell(tx, work, to, isAhead, actor);
}

async function tell(
  tx: Tx,
  work: readonly OpenWork[],
  { to, forId, because }: { readonly to: string; readonly forId: string | null; readonly because: HandoverCause },
  concerns: (campaign: Campaign) => boolean,
  actor: Actor,
): Promise<number> {
  let told = 0;
  for (const { campaignId, taskIds } of work) {
    const campaign = await loadCampaign(tx, campaignId, 'share');
    if (campaign.state !== 'RUNNING' || !concerns(campaign)) continue;
    await noticeOfHandover({ tx, campaign, actor }, { ...inPerson(to), forId }, taskIds, because);
    told += taskIds.length;
  }
  return told;
}
