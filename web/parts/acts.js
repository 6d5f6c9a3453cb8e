import { words } from '../words.js';
import { send, sendFile } from './api.js';

/**
 * The acts on a task, in the order in which a person thinks of them. `fields` are what an act needs, `send` carries it
 * out; an act without fields is one press.
 */
const day = (label) => ({ name: 'dueOn', kind: 'day', label, isRequired: true });
const reason = (label) => ({ name: 'reason', kind: 'long', label, isRequired: true });
const legalBasis = (label, isRequired) => ({ name: 'legalBasis', kind: 'text', label, isRequired });
/** Chooses among what the server takes; it looks at the content, not at the name. */
const files = (text, isRequired) => ({
  name: 'files',
  kind: 'files',
  label: text.files,
  isRequired,
  hint: isRequired && text.fileNeeded ? text.fileNeeded : text.fileTypes,
  attributes: { accept: '.pdf,.docx,.xlsx,.odt,.ods,.jpg,.jpeg,.png' },
});

export const ACTS = {
  REPORT: {
    isMain: true,
    fields: (task, text) => {
      const isFileNeeded = task.plan.doneBy === 'DOCUMENT' && task.files.length === 0;
      return [{ name: 'note', kind: 'long', label: text.note, hint: text.noteHint }, files(text, isFileNeeded)];
    },
    // Without a list of files the report names all that the task has: those just sent among them.
    send: async (task, { note, files: chosen }) => {
      const version = await sendFiles(task, chosen);
      await send(`/tasks/${task.id}/report`, note === '' ? {} : { note }, version);
    },
  },
  CLAIM: {
    isMain: true,
    send: (task) => send(`/tasks/${task.id}/claim`),
  },
  ACKNOWLEDGE: {
    isMain: true,
    send: (task, _, { escalation }) => send(`/tasks/${task.id}/acknowledgements`, { escalation }),
  },
  DECIDE_EXTENSION: {
    isMain: true,
    fields: (task, text) => [
      {
        name: 'decision',
        kind: 'select',
        label: text.decision,
        options: [
          ['GIVEN', text.given],
          ['REFUSED', text.refused],
        ],
        value: 'GIVEN',
      },
      { ...day(text.day), isRequired: false, isUnmarked: true, value: openRequest(task)?.dueOn ?? '' },
      reason(text.reason),
      { ...legalBasis(text.legalBasis, false), isUnmarked: true },
    ],
    send: (task, { decision, dueOn, reason: why, legalBasis: basis }) =>
      send(
        `/tasks/${task.id}/extension-requests/${openRequest(task)?.id}/decision`,
        {
          decision,
          reason: why,
          ...(decision === 'GIVEN' && dueOn !== '' ? { dueOn } : {}),
          ...(basis === '' ? {} : { legalBasis: basis }),
        },
        task.version,
      ),
  },
  ASK_EXTENSION: {
    fields: (_, text) => [day(text.day), reason(text.reason)],
    send: (task, values) => send(`/tasks/${task.id}/extension-requests`, values),
  },
  EXTEND: {
    fields: (_, text) => [day(text.day), reason(text.reason), legalBasis(text.legalBasis, true)],
    send: (task, values) => send(`/tasks/${task.id}/extensions`, values, task.version),
  },
  RETURN: {
    fields: (_, text) => [day(text.day), reason(text.reason)],
    send: (task, values) => send(`/tasks/${task.id}/return`, values, task.version),
  },
  COMMENT: {
    fields: (_, text) => [{ name: 'body', kind: 'long', label: text.body, isRequired: true }],
    send: (task, values) => send(`/tasks/${task.id}/comments`, values),
  },
  ATTACH: {
    fields: (_, text) => [files(text, true)],
    send: (task, { files: chosen }) => sendFiles(task, chosen),
  },
  DELEGATE: {
    fields: (task, text) => [
      {
        name: 'personId',
        kind: 'select',
        label: text.person,
        isRequired: true,
        options: [['', '–'], ...(task.delegates ?? []).map(({ id, name }) => [id, name])],
      },
      { name: 'note', kind: 'long', label: text.note },
    ],
    send: (task, { personId, note }) =>
      send(`/tasks/${task.id}/delegation`, { personId, ...(note === '' ? {} : { note }) }, task.version),
    isPossible: (task) => (task.delegates ?? []).length > 0,
  },
  HAND_BACK: { send: (task) => send(`/tasks/${task.id}/hand-back`) },
  CANCEL: {
    isGrave: true,
    fields: (_, text) => [reason(text.reason)],
    send: (task, values) => send(`/tasks/${task.id}/cancellation`, values, task.version),
  },
};

/** The acts that are allowed now, with their words. */
export function actsOn(task) {
  return Object.entries(ACTS).flatMap(([name, act]) =>
    task.allowedActions
      .filter(({ action }) => action === name && (act.isPossible?.(task) ?? true))
      .map((allowed) => ({ name, allowed, words: words.acts[name], ...act })),
  );
}

function openRequest(task) {
  return task.extensionRequests?.find(({ state }) => state === 'ASKED');
}

/** Files that have arrived already: when the report after them failed, they are not sent twice. */
const arrived = new WeakSet();
/** A file that arrives gives the task a new version. */
const versions = new WeakMap();

/** @returns the version of the task with these files */
async function sendFiles(task, chosen) {
  for (const file of chosen) {
    if (arrived.has(file)) continue;
    const { version } = await sendFile(`/tasks/${task.id}/files`, file);
    arrived.add(file);
    versions.set(task, version);
  }
  return versions.get(task) ?? task.version;
}
