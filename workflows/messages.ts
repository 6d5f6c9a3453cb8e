import { defineQuery, defineSignal } from '@temporalio/workflow';

/** Something about the subject changed: look again. Sent by the outbox, harmless to send twice. */
export const changedSignal = defineSignal('changed');

/** A rehearsal asks its campaign to do everything of the instant at which the clock stands. */
export const turnSignal = defineSignal<[turn: string]>('turn');

/** The campaign has done so. */
export const turnTakenSignal = defineSignal<[turn: string]>('turnTaken');

/** A campaign asks a stage to run what is due, in its turn. */
export const runSignal = defineSignal<[run: string]>('run');

/** The stage has done so. */
export const ranSignal = defineSignal<[run: string]>('ran');

/** How far a rehearsal's clock has come, in milliseconds since 1970. */
export const progressQuery = defineQuery<number | null>('progress');

export const campaignWorkflowId = (campaignId: string): string => `campaign/${campaignId}`;
export const stageWorkflowId = (stageId: string): string => `stage/${stageId}`;
export const rehearsalWorkflowId = (campaignId: string): string => `rehearsal/${campaignId}`;
