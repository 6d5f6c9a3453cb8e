import { words } from '../words.js';
import { element } from './element.js';
import { icon } from './icons.js';
import { standingOf } from './times.js';

function chip(look, picture, text) {
  return element('span', { class: `chip ${look}` }, icon(picture), text);
}

/** State of a task: a word and a picture, never colour alone. */
export function taskChip(task, now) {
  const text = words.taskStates;
  switch (task.state) {
    case 'DONE':
      return chip('done', 'check', task.isLate ? text.doneLate : text.done);
    case 'CANCELLED':
      return chip('quiet', 'cross', text.cancelled);
    case 'MISSED':
      return chip('late', 'warning', text.missed);
  }
  if (groupOf(task, now) === 'OVERDUE') return chip('late', 'warning', text.overdue);
  if (task.state === 'RETURNED') return chip('returned', 'returned', text.returned);
  if (groupOf(task, now) === 'SOON') return chip('dueSoon', 'hourglass', text.dueSoon);
  if (task.isExtended) return chip('extended', 'extended', text.extended);
  return chip('onTime', 'clock', text.onTime);
}

/** Beside “overdue”: that it was returned says what is to be done. */
export function returnedChip(task, now) {
  const isHidden = task.state !== 'RETURNED' || groupOf(task, now) !== 'OVERDUE';
  return isHidden ? null : chip('returned', 'returned', words.taskStates.returned);
}

export const GROUPS = ['OVERDUE', 'SOON', 'LATER', 'SETTLED'];

/** Where a task stands in the list. */
export function groupOf(task, now) {
  if (task.state !== 'OPEN' && task.state !== 'RETURNED') return 'SETTLED';
  return task.isOverdue ? 'OVERDUE' : standingOf(task.dueOn, now).group;
}

const STAGE_LOOKS = {
  WAITING: ['quiet', 'waiting'],
  OPEN: ['onTime', 'open'],
  COMPLETED: ['done', 'check'],
  CANCELLED: ['quiet', 'cross'],
};

export function stageChip(state) {
  const [look, picture] = STAGE_LOOKS[state] ?? ['quiet', 'clock'];
  return chip(look, picture, words.stageStates[state] ?? state);
}

const DELIVERY_LOOKS = {
  SENT: ['done', 'check'],
  KEPT: ['done', 'check'],
  FAILED: ['late', 'warning'],
  BOUNCED: ['late', 'warning'],
  RETRYING: ['dueSoon', 'hourglass'],
  CANCELLED: ['quiet', 'cross'],
};

export function deliveryChip(status) {
  const [look, picture] = DELIVERY_LOOKS[status] ?? ['onTime', 'clock'];
  return chip(look, picture, words.deliveries[status] ?? status);
}
