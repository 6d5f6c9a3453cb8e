import { isSettled } from '../../tasks/domain/task';
import type { MessageContent } from './messageContent';

/**
 * What is still to be said when a message leaves, which may be long after it was queued: a reminder or escalation leaves
 * out the tasks that are settled by then. Null: nothing is left, the message is cancelled. Digests and notices always
 * leave (contract of deadlines, §4).
 */
export function recheck(content: MessageContent): MessageContent | null {
  if (content.kind !== 'LEDGER') return content;
  if (content.campaign.state === 'CANCELLED') return null;
  const lines = content.lines.filter(({ task }) => !isSettled(task.state));
  return lines.length === 0 ? null : { ...content, lines };
}
