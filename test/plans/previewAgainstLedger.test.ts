import type { PreviewRow } from '../../src/campaigns/domain/preview/previewRows';
import { previewLaunch, type LaunchPreview } from '../../src/campaigns/previewLaunch';
import { isoOf } from '../../src/shared/instant';
import { CampaignForTests } from '../messages/support';

const FIELDS = [
  { field: 'I', body: 'noi-vu' },
  { field: 'II', body: 'tu-phap' },
];

/** Line of the ledger: what it is, when, and whether it was past when it was planned. */
function ledgerOf(campaign: CampaignForTests): Promise<string[]> {
  return campaign
    .rows<{ line: string; at: Date; past: boolean }>(
      `select concat_ws('/', g.key, t.template, coalesce(t.unit_code, t.field, '-'), s.kind, s.rule, s.repetition) as line,
              s.planned_at as at, s.reason is not distinct from 'PAST' as past
         from deadline_step s join task t on t.id = s.task_id join stage g on g.id = t.stage_id where s.version = 1`,
    )
    .then((rows) => rows.map(({ line, at, past }) => `${line} ${at.toISOString()}${past ? ' PAST' : ''}`).sort());
}

function digestsOf(campaign: CampaignForTests): Promise<string[]> {
  return campaign
    .rows<{ at: Date }>(
      `select planned_at as at from deadline_step where kind = 'DIGEST' and version = 1 order by repetition`,
    )
    .then((rows) => rows.map(({ at }) => at.toISOString()));
}

function linesOf(rows: readonly PreviewRow[]): string[] {
  return rows
    .flatMap((row) =>
      row.kind === 'REMINDER' || row.kind === 'ESCALATION'
        ? row.told.map(({ unit, field }) => {
            const { stage, task, rule, step, kind, at, isPast } = row;
            const subject = `${stage.template.key}/${task.template.key}/${unit ?? field ?? '-'}`;
            return `${subject}/${kind}/${rule.key}/${String(step.repetition)} ${isoOf(at)}${isPast ? ' PAST' : ''}`;
          })
        : [],
    )
    .sort();
}

async function previewed(campaign: CampaignForTests): Promise<LaunchPreview> {
  const [row] = await campaign.rows<{ plan_id: string }>('select plan_id from campaign');
  return campaign.tx((tx) =>
    previewLaunch(tx, {
      authorityId: campaign.authorityId,
      planId: row?.plan_id ?? '',
      calendarId: null,
      startAt: campaign.now,
      fieldAssignments: FIELDS,
    }),
  );
}

/** Everybody is just on time, as the preview assumes: at each instant on the way what happens, then what is done then. */
async function runAsAssumed(campaign: CampaignForTests, { preview }: LaunchPreview): Promise<void> {
  const tasks = preview.stages.flatMap((stage) => stage.tasks);
  const instants = new Set([
    ...preview.stages.map(({ opensAt }) => opensAt),
    ...tasks.map(({ settledAt }) => settledAt),
  ]);
  for (const instant of [...instants].sort((a, b) => a - b)) {
    await (await campaign.moveTo(instant)).run();
    // A task done now may let another be created that is done at once.
    for (let isDone = false; !isDone;) {
      isDone = true;
      for (const { template, settledAt } of tasks) {
        if (settledAt !== instant) continue;
        const open = await campaign.rows<{ unit_code: string | null; field: string | null }>(
          `select unit_code, field from task where template = $1 and state = 'OPEN'`,
          [template.key],
        );
        for (const { unit_code, field } of open) {
          isDone = false;
          await complete(campaign, template.key, unit_code, field);
        }
      }
      await campaign.run();
    }
  }
}

async function complete(
  campaign: CampaignForTests,
  template: string,
  unit: string | null,
  field: string | null,
): Promise<void> {
  if (field === null) await campaign.complete(template, unit);
  else
    await campaign.rows(
      `with done as (update task set state = 'DONE', done_at = $3 where template = $1 and field = $2 returning id)
       update deadline_step set status = 'SUPPRESSED', reason = 'DONE'
        where task_id in (select id from done) and status = 'PLANNED'`,
      [template, field, isoOf(campaign.now)],
    );
}

const LAUNCHES: readonly (readonly [string, string])[] = [
  ['in working time', '2023-12-08T07:30'],
  ['on a Saturday night', '2023-12-16T23:10'],
  ['after the first due days', '2024-01-12T10:00'],
];

describe('the preview and the ledger', () => {
  it.each(LAUNCHES)('have the same rows after a launch %s', async (_when, on) => {
    const campaign = await CampaignForTests.launched({ on });
    try {
      const launch = await previewed(campaign);
      await campaign.run();
      const openAtLaunch = launch.preview.rows.filter(
        (row) => row.kind !== 'DIGEST' && row.kind !== 'OPENING' && row.task.createdAt <= campaign.now,
      );
      const ledger = await ledgerOf(campaign);
      expect(ledger.length).toBeGreaterThan(100);
      expect(linesOf(openAtLaunch)).toEqual(ledger);
      const digests = launch.preview.rows.filter((row) => row.kind === 'DIGEST').map(({ at }) => isoOf(at));
      expect(await digestsOf(campaign)).toEqual(digests.slice(0, 1));
    } finally {
      await campaign.end();
    }
  });

  it('have the same rows of the whole plan when everybody is just on time', async () => {
    const campaign = await CampaignForTests.launched({ on: '2023-12-08T07:30' });
    try {
      const launch = await previewed(campaign);
      await runAsAssumed(campaign, launch);
      const { preview } = launch;
      expect(await campaign.rows('select state from campaign')).toEqual([{ state: 'COMPLETED' }]);
      expect(linesOf(preview.rows)).toEqual(await ledgerOf(campaign));
      expect(
        await campaign.rows('select key, opened_at as opened, completed_at as completed from stage order by position'),
      ).toEqual(
        preview.stages.map(({ template, opensAt, completesAt }) => ({
          key: template.key,
          opened: new Date(opensAt),
          completed: new Date(completesAt),
        })),
      );
      expect(
        await campaign.rows(
          `select distinct template, created_at as created, due_on as due, closes_at as closes from task order by template`,
        ),
      ).toEqual(
        preview.stages
          .flatMap((stage) => stage.tasks)
          .map(({ template, createdAt, dueOn, closesAt }) => ({
            template: template.key,
            created: new Date(createdAt),
            due: dueOn,
            closes: closesAt === null ? null : new Date(closesAt),
          }))
          .sort((a, b) => (a.template < b.template ? -1 : 1)),
      );
      const digests = preview.rows.filter((row) => row.kind === 'DIGEST').map(({ at }) => isoOf(at));
      // The ledger plans one ahead; its last is closed with the last stage.
      expect((await digestsOf(campaign)).slice(0, digests.length)).toEqual(digests);
      expect((await digestsOf(campaign)).length).toBe(digests.length + 1);
    } finally {
      await campaign.end();
    }
  }, 120_000);
});
