import { words } from '../words.js';
import { element } from './element.js';
import { dayText, instantText, numberText } from './times.js';

/** What other parts of the page show better. */
const SHOWN_ELSEWHERE = ['COMMENTED', 'FILE_ATTACHED'];

/** What was done with a task, by whom and why, the earliest first. */
export function historyPart(history) {
  const events = history.filter(({ act }) => !SHOWN_ELSEWHERE.includes(act));
  if (events.length === 0) return null;
  return element(
    'section',
    { class: 'panel', id: 'history' },
    element('h2', {}, `${words.task.history} (${numberText(events.length)})`),
    element('ul', { class: 'events' }, events.map(eventItem)),
  );
}

function eventItem(event) {
  const text = words.task;
  const more = [
    event.to === null ? null : text.toPerson(event.to.name),
    event.dueOn === null ? null : text.newDay(dayText(event.dueOn)),
  ].filter((part) => part !== null);
  return element(
    'li',
    {},
    element(
      'p',
      {},
      element('strong', {}, words.events[event.act] ?? event.act),
      more.map((part) => ` · ${part}`),
    ),
    saidIn(event),
    element('p', { class: 'second' }, whoAndWhen(event)),
  );
}

function saidIn({ text, legalBasis }) {
  return [
    text === null ? null : element('pre', {}, text),
    legalBasis === null ? null : element('p', {}, words.task.basis(legalBasis)),
  ];
}

function whoAndWhen({ by, onBehalfOf, at }) {
  const name = by?.name ?? words.task.bySystem;
  return `${onBehalfOf === null ? name : `${name} (${words.task.inPlaceOf(onBehalfOf.name)})`}, ${instantText(at)}`;
}

/** Why a task came back, for whoever opens it to go on. */
export function returnedPart(task) {
  if (task.state !== 'RETURNED') return null;
  const event = lastOf(task, 'RETURNED');
  if (event === undefined) return null;
  return element(
    'section',
    { class: 'returned-why' },
    element('h2', {}, words.task.returnedWhy),
    saidIn(event),
    element('p', { class: 'second' }, whoAndWhen(event)),
  );
}

/** What was reported of a task that is done; null: nothing. */
export function resultOf(task) {
  return task.state === 'DONE' ? (lastOf(task, 'DONE')?.text ?? null) : null;
}

function lastOf({ history }, act) {
  return history.findLast((event) => event.act === act);
}
