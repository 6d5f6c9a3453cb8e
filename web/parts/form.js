import { words } from '../words.js';
import { whileBusy } from './busy.js';
import { draftOf, forgetDraft, keepDraft } from './drafts.js';
import { element } from './element.js';
import { field } from './fields.js';
import { problemBox } from './problems.js';

/**
 * A form that asks, checks, sends, and keeps what was typed until it has been sent.
 * @param {{ fields: object[], press: string, isGrave?: boolean, draft?: string, note?: string,
 *   send: (values: Record<string, string | File[]>) => Promise<unknown>, cancel?: () => void, part?: () => number | null }} asked
 */
export function form({ fields: asked, press, isGrave = false, draft, note, send, cancel, part }) {
  const kept = draft === undefined ? null : draftOf(draft);
  const fields = asked.map((one) => field({ ...one, value: kept?.[one.name] ?? one.value }));
  const trouble = element('div', {});
  const button = element('button', { type: 'submit', class: isGrave ? 'grave' : 'first' }, press);
  const back =
    cancel === undefined ? null : element('button', { type: 'button', on: { click: dropped } }, words.form.cancel);
  const node = element(
    'form',
    { novalidate: true, on: { submit: submitted, input: keep } },
    note === undefined ? null : element('p', { class: 'second' }, note),
    fields.map((one) => one.node),
    trouble,
    element('div', { class: 'buttons' }, button, back),
  );

  function texts() {
    const typed = fields.filter((one) => one.kind !== 'files' && one.kind !== 'password');
    return Object.fromEntries(typed.map(({ name, input }) => [name, input.value]));
  }

  function keep() {
    if (draft !== undefined) keepDraft(draft, texts());
  }

  function dropped() {
    if (draft !== undefined) forgetDraft(draft);
    cancel();
  }

  function firstFault(faultOf) {
    const faults = fields.map((one) => [one, faultOf(one)]);
    for (const [one, text] of faults) one.showFault(text);
    return faults.find(([, text]) => text !== '')?.[0];
  }

  async function submitted(event) {
    event.preventDefault();
    trouble.replaceChildren();
    const isMissing = ({ isRequired, kind, input }) =>
      isRequired && (kind === 'files' ? input.files.length === 0 : input.value.trim() === '');
    const missing = firstFault((one) => (isMissing(one) ? words.form.missing(one.label) : ''));
    if (missing !== undefined) {
      missing.input.focus();
      return;
    }
    const values = Object.fromEntries(
      fields.map(({ name, kind, input }) => [name, kind === 'files' ? [...input.files] : input.value.trim()]),
    );
    try {
      const work = async () => {
        await send(values);
        if (draft !== undefined) forgetDraft(draft);
      };
      await whileBusy(button, work, { place: node, part });
    } catch (problem) {
      show(problem);
    }
  }

  /** What belongs to a field stands beside it, the rest above the button. */
  function show(problem) {
    const errors = problem.errors ?? [];
    const isOf = (error, name) => error.pointer?.split('/')[1] === name;
    const wrong = firstFault(({ name }) => errors.find((error) => isOf(error, name))?.message ?? '');
    const rest = errors.filter((error) => !fields.some(({ name }) => isOf(error, name)));
    trouble.replaceChildren(problemBox(Object.assign(problem, { errors: rest })));
    (wrong?.input ?? button).focus();
  }

  return { node, focus: () => (fields[0]?.input ?? button).focus(), hasDraft: kept !== null };
}
