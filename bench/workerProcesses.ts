import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** Workers of the build as processes of their own, which can be killed. */
export class WorkerProcesses {
  private readonly running = new Set<ChildProcess>();

  constructor(private readonly environment: Readonly<Record<string, string>>) {}

  start(): ChildProcess {
    const worker = spawn(process.execPath, [resolve('dist/src/worker.js')], {
      env: this.environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.running.add(worker);
    return worker;
  }

  /** As the machine's power fails: without a word. */
  async kill(worker: ChildProcess): Promise<void> {
    const exited = once(worker, 'exit');
    worker.kill('SIGKILL');
    await exited;
    this.running.delete(worker);
  }

  async killAll(): Promise<void> {
    for (const worker of this.running) await this.kill(worker);
  }
}
