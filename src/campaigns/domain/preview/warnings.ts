import { limitWarnings } from './limitWarnings';
import { recipientWarnings } from './recipientWarnings';
import { ruleWarnings } from './ruleWarnings';
import { WARNING_CODES, type PreviewWarning, type Previewed } from './warning';

/** By code in the order of `WARNING_CODES`, then as the plan's lines stand in it. */
export function warningsOf(previewed: Previewed): PreviewWarning[] {
  const found = [...limitWarnings(previewed), ...ruleWarnings(previewed), ...recipientWarnings(previewed)];
  return WARNING_CODES.flatMap((code) => found.filter((warning) => warning.code === code));
}
