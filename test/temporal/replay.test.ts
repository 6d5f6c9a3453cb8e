import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { installRuntime } from '../../src/temporal/worker';
import { testServers } from '../support/servers';
import { historiesOf } from './runWorkflows';

/**
 * Histories of workflows that earlier versions have carried out: whoever changes a workflow must still be able to carry
 * on what is running (`patched()`). RECORD_HISTORIES=1 writes new ones beside them (CONTRIBUTING).
 */
const FOLDER = join('test', 'temporal', 'histories');

function replay(history: unknown): Promise<void> {
  return Worker.runReplayHistory({ workflowBundle: { codePath: testServers().workflowBundlePath } }, history);
}

installRuntime();

const committed = readdirSync(FOLDER);

describe('workflows replay', () => {
  it.each(committed)('the committed history %s', async (name) => {
    await replay(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));
  });

  it('every kind of workflow has a committed history', () => {
    const kinds = new Set(committed.map((name) => name.replace(/^.*-(\w+)\.json$/, '$1')));
    expect([...kinds].sort()).toEqual(['campaign', 'dispatch', 'rehearsal', 'stage']);
  });

  it.each(['REAL', 'REHEARSAL'] as const)(
    'what a campaign with a %s clock has just done, from launch to completion',
    async (clock) => {
      const histories = await historiesOf(clock);
      expect(histories.size).toBe(3);
      for (const [name, history] of histories) {
        await replay(history);
        if (process.env['RECORD_HISTORIES'] === '1') record(name, history);
      }
    },
    90_000,
  );
});

function record(name: string, history: unknown): void {
  mkdirSync(FOLDER, { recursive: true });
  const recordedOn = new Date().toISOString().slice(0, 10);
  // Who recorded it on which machine says nothing.
  const json = historyToJSON(history as Parameters<typeof historyToJSON>[0]).replaceAll(
    `${String(process.pid)}@${hostname()}`,
    'recorder',
  );
  writeFileSync(join(FOLDER, `${recordedOn}-${name}.json`), `${JSON.stringify(JSON.parse(json), null, 1)}\n`);
}
