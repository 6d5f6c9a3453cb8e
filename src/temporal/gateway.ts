import { Client, Connection, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { campaignWorkflow } from '../../workflows/campaign';
import type { messageDispatchWorkflow } from '../../workflows/messageDispatch';
import type { rehearsalWorkflow, RehearsalGoal } from '../../workflows/rehearsal';
import type { stageWorkflow } from '../../workflows/stage';
import type { Instant } from '../shared/instant';
import { rehearsalWorkflowId, workflowId, type WorkflowKind } from './persistence/outboxStore';

export interface TemporalAddress {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
}

/** A worker that dies inside a workflow task is noticed after this time, not after the default ten seconds. */
const WORKFLOW_TASK_TIMEOUT = '5s';

/** With Temporal down a call gives up after this time: whoever called tries again later. */
const ANSWER_WITHIN_MS = 5_000;

/** Everything that the product asks of Temporal from outside of workflows. */
export class TemporalGateway {
  private constructor(
    private readonly connection: Connection,
    private readonly client: Client,
    private readonly taskQueue: string,
  ) {}

  /** Does not wait for the server: with Temporal down the API works on. */
  static connect({ address, namespace, taskQueue }: TemporalAddress): TemporalGateway {
    const connection = Connection.lazy({ address, connectTimeout: '5s' });
    return new TemporalGateway(connection, new Client({ connection, namespace }), taskQueue);
  }

  /**
   * Starts the workflow of a subject if there is none, and tells it to look again. Harmless to repeat.
   * @throws the client's error if the server does not answer in time
   */
  async tell(kind: WorkflowKind, subjectId: string): Promise<void> {
    await this.connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () => this.signalWithStart(kind, subjectId));
  }

  private async signalWithStart(kind: WorkflowKind, subjectId: string): Promise<void> {
    const common = {
      workflowId: this.idOf(kind, subjectId),
      taskQueue: this.taskQueue,
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      signal: 'changed',
    } as const;
    const { workflow } = this.client;
    switch (kind) {
      case 'CAMPAIGN':
        await workflow.signalWithStart<typeof campaignWorkflow>('campaignWorkflow', { ...common, args: [subjectId] });
        return;
      case 'STAGE':
        await workflow.signalWithStart<typeof stageWorkflow>('stageWorkflow', { ...common, args: [subjectId, false] });
        return;
      case 'DISPATCH':
        await workflow.signalWithStart<typeof messageDispatchWorkflow>('messageDispatchWorkflow', {
          ...common,
          args: [],
        });
        return;
    }
  }

  /**
   * Moves a rehearsal's clock and returns where it stands. Somebody else's move that is under way is waited for first:
   * two moves at once come one after the other.
   */
  async advanceRehearsal(campaignId: string, goal: RehearsalGoal): Promise<Instant> {
    for (;;) {
      try {
        return await this.client.workflow.execute<typeof rehearsalWorkflow>('rehearsalWorkflow', {
          workflowId: rehearsalWorkflowId(campaignId),
          taskQueue: this.taskQueue,
          workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
          args: [campaignId, goal],
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        await this.client.workflow.getHandle(rehearsalWorkflowId(campaignId)).result();
      }
    }
  }

  /** Whether the workflow of a subject is running. */
  async isRunning(kind: WorkflowKind, subjectId: string): Promise<boolean> {
    try {
      const description = await this.client.workflow.getHandle(this.idOf(kind, subjectId)).describe();
      return description.status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** The mail queue has no subject: systems that share a Temporal namespace are told apart by their task queues. */
  private idOf(kind: WorkflowKind, subjectId: string): string {
    return workflowId(kind, kind === 'DISPATCH' ? this.taskQueue : subjectId);
  }

  /** Throws if the server does not answer. */
  async ping(): Promise<void> {
    await this.connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, async () => {
      await this.connection.ensureConnected();
      await this.connection.workflowService.getSystemInfo({});
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
