/** One measured line: ours beside what plain SQL needs for the same rows, in the same run on the same server. */
export interface Figure {
  readonly what: string;
  readonly seconds: number;
  /** Null: plain SQL does nothing comparable. */
  readonly floorSeconds: number | null;
  readonly goal: string;
  readonly note: string;
}

/** A table in Markdown, as the README quotes it. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, seconds, floorSeconds, goal, note }) => [
    what,
    `${seconds.toFixed(2)} s`,
    floorSeconds === null ? '–' : `${floorSeconds.toFixed(2)} s`,
    floorSeconds === null ? '–' : `${(seconds / floorSeconds).toFixed(1)} ×`,
    goal,
    note,
  ]);
  const head = ['measured', 'ours', 'plain SQL', 'ratio', 'goal', 'beside'];
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

export async function waitUntil(isSo: () => Promise<boolean>, patienceMs: number, what: string): Promise<void> {
  const until = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`Waited ${String(patienceMs / 1000)} s in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
