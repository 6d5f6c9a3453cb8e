import { words } from '../words.js';
import { element } from './element.js';
import { icon } from './icons.js';
import { deliveryChip } from './states.js';
import { instantText, numberText } from './times.js';

const MARKS = { PLANNED: 'clock', FIRED: 'mail', SUPPRESSED: 'cross', SUPERSEDED: 'swap' };

/**
 * The ledger of a task as a line through time: when each step was to go out, whether it did, and why. Steps that a new
 * due day has replaced stand below it.
 * @param {string} now where the clock of the campaign stands
 * @param {boolean} mayReadMail whether its e-mails can be opened
 */
export function ledgerLine(steps, now, mayReadMail) {
  if (steps.length === 0) return element('p', {}, words.task.noLedger);
  const at = (step) => Date.parse(step.firedAt ?? step.plannedAt);
  const inOrder = [...steps].sort((a, b) => at(a) - at(b));
  const latest = latestVersions(steps);
  // After a return the steps of the first time, not sent because the task was done, are replaced too.
  const isReplaced = (step) =>
    step.status === 'SUPERSEDED' || (step.status !== 'FIRED' && step.version < latest.get(seriesOf(step)));
  const replaced = inOrder.filter(isReplaced);
  const standing = inOrder.filter((step) => !isReplaced(step));
  const isOver = (step) => step.status !== 'PLANNED' && at(step) <= Date.parse(now);
  const items = standing.map((step) => stepItem(step, mayReadMail));
  const ahead = standing.findIndex((step) => !isOver(step));
  items.splice(ahead < 0 ? items.length : ahead, 0, nowItem(now));
  return [
    element('ol', { class: 'timeline' }, items),
    replaced.length === 0
      ? null
      : element(
          'details',
          { class: 'replaced' },
          element('summary', {}, words.task.replaced(numberText(replaced.length))),
          element(
            'ol',
            { class: 'timeline' },
            replaced.map((step) => stepItem(step, mayReadMail)),
          ),
        ),
  ];
}

function seriesOf({ kind, rule, repetition }) {
  return `${kind} ${rule} ${repetition}`;
}

function latestVersions(steps) {
  const latest = new Map();
  for (const step of steps)
    latest.set(seriesOf(step), Math.max(step.version, latest.get(seriesOf(step)) ?? step.version));
  return latest;
}

function nowItem(now) {
  const mark = element('span', { class: 'mark NOW' }, icon('open'));
  return element('li', {}, mark, element('p', {}, element('strong', {}, words.task.now), ` · ${instantText(now)}`));
}

function stepItem(step, mayReadMail) {
  return element(
    'li',
    { class: step.status },
    element('span', { class: `mark ${step.status}` }, icon(MARKS[step.status] ?? 'clock')),
    element(
      'p',
      {},
      element('strong', {}, words.stepStates[step.status] ?? step.status),
      ` · ${instantText(step.firedAt ?? step.plannedAt)}`,
    ),
    // A rule that is no longer in the plan has no words but its key.
    element('p', {}, step.ruleLabel === step.rule ? words.stepKinds[step.kind] : step.ruleLabel),
    step.sentence ? element('p', { class: 'second' }, step.sentence) : null,
    step.acknowledgedAt
      ? element('p', {}, words.step.acknowledged(instantText(step.acknowledgedAt), step.acknowledgedBy ?? ''))
      : null,
    mailList(step, mayReadMail),
  );
}

/** To whom its e-mails went; when they left only where that was at another time. */
function mailList({ messages, firedAt }, mayReadMail) {
  if (messages.length === 0) return null;
  const text = ({ to, leftAt }) => {
    const left = leftAt === null ? null : instantText(leftAt);
    return words.step.mail(to.name, firedAt !== null && left === instantText(firedAt) ? null : left);
  };
  return element(
    'ul',
    { class: 'mails' },
    messages.map((message) =>
      element(
        'li',
        {},
        mayReadMail ? element('a', { href: `/hop-thu/${message.id}` }, text(message)) : text(message),
        ' ',
        deliveryChip(message.status),
      ),
    ),
  );
}
