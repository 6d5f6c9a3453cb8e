import { isoInZone } from '../../src/calendars/domain/workingCalendar';
import type { PreviewRow, StepRow } from '../../src/campaigns/domain/preview/previewRows';
import type { RehearsalReport } from '../../src/campaigns/rehearsal/report';
import { jsonFile } from './edits';
import { previewWith } from './previewSupport';

const golden = jsonFile('test/golden/rehearsal/all-on-time/report.json') as RehearsalReport;
const iso = (at: number): string => isoInZone(at, 'Asia/Ho_Chi_Minh');
const isStep = (row: PreviewRow): row is StepRow => row.kind === 'REMINDER' || row.kind === 'ESCALATION';

const preview = previewWith();

describe('the preview of the sample plan', () => {
  it('opens what waits for nothing when the rehearsal opened it', () => {
    const certain = preview.stages.filter((stage) => stage.dependsOn.length === 0);
    expect(certain.map(({ template }) => template.key)).toEqual([
      'organisation',
      'survey',
      'self-scoring',
      'secretariat-meeting',
    ]);
    for (const { template, opensAt } of certain) {
      expect(golden.stages.find(({ key }) => key === template.key)?.openedAt).toBe(iso(opensAt));
    }
  });

  it('opens what waits for others when these are assumed to end, not before its day, and says for which it waits', () => {
    const opening = (key: string) => {
      const row = preview.rows.find((one) => one.kind === 'OPENING' && one.stage.template.key === key);
      if (row?.kind !== 'OPENING') throw new Error(`${key} does not open`);
      const { notBefore } = row.stage;
      return [iso(row.at), notBefore === null ? null : iso(notBefore), row.dependsOn.map((one) => one.key)];
    };
    expect(opening('appraisal')).toEqual([
      '2024-01-10T17:00:00+07:00',
      '2024-01-02T07:30:00+07:00',
      ['self-scoring', 'secretariat-meeting'],
    ]);
    expect(opening('publication')).toEqual([
      '2024-03-01T07:30:00+07:00',
      '2024-03-01T07:30:00+07:00',
      ['council-meeting'],
    ]);
  });

  it('plans every step counted from a due day at the instant at which the rehearsal planned it', () => {
    const planned = new Map(
      preview.rows
        .filter(isStep)
        .filter((row) => row.step.countedFrom === 'DUE')
        .flatMap((row) =>
          row.told.map(({ unit, field }) => [
            [
              row.stage.template.key,
              row.task.template.key,
              unit,
              field,
              row.kind,
              row.rule.key,
              row.step.repetition,
            ].join('/'),
            iso(row.at),
          ]),
        ),
    );
    const sure = new Set(preview.stages.flatMap(({ tasks }) => tasks.map(({ template }) => template.key)));
    const rehearsed = golden.steps.filter(
      (step) => step.version === 1 && step.rule !== 'assigned' && step.task !== null && sure.has(step.task),
    );
    expect(rehearsed.length).toBeGreaterThan(800);
    for (const { stage, task, unit, field, kind, rule, repetition, plannedAt } of rehearsed) {
      const key = [stage, task, unit, field, kind, rule, repetition].join('/');
      expect([key, planned.get(key)]).toEqual([key, plannedAt]);
    }
  });

  it('writes the e-mails of the launch as the rehearsal did: to whom, with which subject', () => {
    const atLaunch = (at: string): boolean => at === '2023-12-08T07:30:00+07:00';
    const expected = golden.messages.filter(({ at }) => atLaunch(at)).map(({ to, subject }) => `${to} ${subject}`);
    const found = preview.messages
      .filter(({ at }) => atLaunch(iso(at)))
      .map(({ personId, subject }) => `${personId} ${subject}`);
    expect(expected.length).toBeGreaterThan(40);
    expect(found.sort()).toEqual(expected.sort());
  });

  it('closes self-scoring at the end of the fifth working day after its due day', () => {
    const closings = preview.rows.filter((row) => row.kind === 'CLOSING');
    expect(closings.map((row) => [row.task.template.key, iso(row.at)])).toEqual([
      ['self-score', '2024-01-18T00:00:00+07:00'],
    ]);
  });

  it('sends the digest every working day until the last stage is assumed to complete', () => {
    const days = preview.rows.filter((row) => row.kind === 'DIGEST').map(({ at }) => iso(at));
    expect([days[0], days.at(-1)]).toEqual(['2023-12-11T07:30:00+07:00', '2024-03-29T07:30:00+07:00']);
    // Tết.
    expect(days.filter((day) => day >= '2024-02-08' && day < '2024-02-15')).toEqual([]);
  });

  it('names as certain only what hangs on nobody', () => {
    const dependent = preview.rows.filter((row) => row.dependsOn.length > 0);
    expect(dependent.every((row) => row.kind === 'DIGEST' || row.stage.dependsOn.length > 0)).toBe(true);
    const publish = preview.rows.filter(isStep).find((row) => row.task.template.key === 'publish');
    expect(publish?.dependsOn).toEqual([
      { kind: 'STAGE', key: 'council-meeting' },
      { kind: 'TASK', key: 'approve' },
    ]);
  });

  it('lists what arises only if something happens without a date, and what the author assumed', () => {
    expect(preview.conditional.map(({ task }) => task)).toEqual(['explain']);
    expect(preview.assumptions).toContainEqual({
      pointer: '/stages/1/tasks/1/assumed',
      text: 'before the interviews',
    });
  });

  it('tells the substitute of somebody absent, and for whom', () => {
    const { rows } = previewWith({ absent: { 'official@11155': 'leader@11155' } });
    const row = rows.filter(isStep).find(({ rule }) => rule.key === '3-days-before');
    expect(row?.told.find(({ unit }) => unit === '11155')?.recipients).toEqual([
      { personId: 'leader@11155', forId: 'official@11155' },
    ]);
  });
});
