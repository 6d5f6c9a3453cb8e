import type { DatabasePool } from '../src/database/dataSource';
import { campaignActivities, type CampaignActivities } from './campaign';
import { dispatchActivities, type DispatchActivities, type MailSettings } from './dispatch';
import { rehearsalActivities, type RehearsalActivities } from './rehearsal';
import { stageActivities, type StageActivities } from './stage';

export type Activities = CampaignActivities & StageActivities & RehearsalActivities & DispatchActivities;

/** What the activities work with. */
export interface ActivityPorts {
  readonly dataSource: DatabasePool;
  readonly mail: MailSettings;
}

/** Everything that workflows ask of the outside. */
export function createActivities({ dataSource, mail }: ActivityPorts): Activities {
  return {
    ...campaignActivities(dataSource),
    ...stageActivities(dataSource),
    ...rehearsalActivities(dataSource),
    ...dispatchActivities(dataSource, mail),
  };
}
