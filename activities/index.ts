import type { Database } from '../src/database/dataSource';
import { campaignActivities, type CampaignActivities } from './campaign';
import { rehearsalActivities, type RehearsalActivities } from './rehearsal';
import { stageActivities, type StageActivities } from './stage';

export type Activities = CampaignActivities & StageActivities & RehearsalActivities;

/** What the activities work with. */
export interface ActivityPorts {
  readonly dataSource: Database;
}

/** Everything that workflows ask of the outside. */
export function createActivities({ dataSource }: ActivityPorts): Activities {
  return {
    ...campaignActivities(dataSource),
    ...stageActivities(dataSource),
    ...rehearsalActivities(dataSource),
  };
}
