import type { ForecastStage, PreviewInput } from './forecast';
import type { PreviewMessage } from './previewMessages';
import type { PreviewRow } from './previewRows';

/** What a preview warns of (contract of deadlines, §7), in the order of that list. */
export const WARNING_CODES = [
  'LIMIT.NOT_WORKING_DAY',
  'STAGE.DUE_BEFORE_PREDECESSOR',
  'RECIPIENTS.EMPTY',
  'INSTANT.PAST',
  'MESSAGES.TOO_MANY',
  'LIMITS.NO_WORKING_DAY_BETWEEN',
  'TIME.OUTSIDE_WORKING_TIME',
  'ACKNOWLEDGEMENT.UNREAD',
  'ESCALATION.ONLY_ASSIGNEE',
  'TASK.DUE_BEFORE_CREATION',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** `pointer`: JSON Pointer of the line of the plan that causes it; `message`: a Vietnamese sentence. */
export interface PreviewWarning {
  readonly code: WarningCode;
  readonly pointer: string;
  readonly message: string;
}

/** What the warnings are found in. */
export interface Previewed extends PreviewInput {
  readonly stages: readonly ForecastStage[];
  readonly rows: readonly PreviewRow[];
  readonly messages: readonly PreviewMessage[];
}
