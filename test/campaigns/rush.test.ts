import { loadCampaign } from '../../src/campaigns/loadCampaign';
import { CampaignForTests } from '../messages/support';

/** As many acts as connections but one, each as long as a slow one, without a pause between them. */
const ACTS_AT_ONCE = 11;
const ACT_SECONDS = 0.02;
const RUSH_MS = 3_000;

it('a rush of acts does not keep the order of an instant waiting until the rush is over', async () => {
  const campaign = await CampaignForTests.launched({ on: '2023-12-08T07:30' });
  const rushEndsAt = Date.now() + RUSH_MS;
  const acting = Array.from({ length: ACTS_AT_ONCE }, async () => {
    while (Date.now() < rushEndsAt) {
      await campaign.tx(async (tx) => {
        await loadCampaign(tx, campaign.id, 'share');
        await tx.rows('select pg_sleep($1)', [ACT_SECONDS]);
      });
    }
  });
  let turns = 0;
  while (Date.now() < rushEndsAt) {
    await campaign.tx((tx) => loadCampaign(tx, campaign.id, 'alone'));
    turns += 1;
  }
  await Promise.all(acting);
  await campaign.end();
  // By the row's lock alone it was one.
  expect(turns).toBeGreaterThan(10);
}, 30_000);
