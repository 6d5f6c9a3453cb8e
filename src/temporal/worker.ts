import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities, type ActivityPorts } from '../../activities';
import { workflowBundle } from './bundleWorkflows';

export interface WorkerOptions {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** Workflows bundled before, by tests; absent: those of the build. */
  readonly workflowBundlePath?: string;
}

export interface RunningWorker {
  /** Settles when the worker has stopped; rejects if it broke. */
  readonly stopped: Promise<void>;
  /** Lets activities under way end, then stops. */
  stop(): Promise<void>;
}

let isInstalled = false;

/**
 * Sets up Temporal's runtime, once for the process, before anything of it is used. Signals end the process by its own way
 * of stopping, which also tells the server; the runtime must not do it too.
 */
export function installRuntime(): void {
  if (!isInstalled) Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  isInstalled = true;
}

/** Connects to Temporal and begins to carry out workflows and activities. */
export async function startWorker(options: WorkerOptions, ports: ActivityPorts): Promise<RunningWorker> {
  installRuntime();
  const connection = await NativeConnection.connect({ address: options.address });
  const worker = await Worker.create({
    connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue,
    workflowBundle:
      options.workflowBundlePath === undefined ? await workflowBundle() : { codePath: options.workflowBundlePath },
    activities: createActivities(ports),
    // What a killed worker held in its cache goes to another one after this time, not after the default ten seconds.
    stickyQueueScheduleToStartTimeout: '2s',
    maxConcurrentActivityTaskExecutions: 20,
    shutdownGraceTime: '10s',
    // A mail server that keeps silent must not keep the process.
    shutdownForceTime: '15s',
    // Heartbeats may come as often as they are given: the default throttle leaves too little of the timeout.
    maxHeartbeatThrottleInterval: '1s',
  });
  const stopped = worker.run().finally(() => connection.close());
  return {
    stopped,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await stopped;
    },
  };
}
