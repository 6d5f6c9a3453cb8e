import { words } from '../words.js';
import { actsOn } from './acts.js';
import { whileBusy } from './busy.js';
import { element, newId } from './element.js';
import { form } from './form.js';
import { problemBox } from './problems.js';

/**
 * What this person may do with the task now: a button each; what needs words opens a form below, and one with typed work
 * in it is open already.
 * @param {{ personId: string, ruleLabels: Map<string, string>, done: (told: string) => Promise<void> }} given done: called when an act has been carried out
 */
export function actPanel(task, { personId, ruleLabels, done }) {
  const acts = actsOn(task);
  if (acts.length === 0) return element('p', { class: 'second' }, words.task.noActs);
  const id = newId();
  const place = element('div', { id });
  const trouble = element('div', {});
  const buttons = acts.map((act, at) => buttonOf(act, at === 0));
  const opened = acts.findIndex((act) => act.fields !== undefined && formOf(act).hasDraft);
  if (opened >= 0) open(acts[opened], buttons[opened], false);
  return element('div', { class: 'acts' }, element('div', { class: 'buttons' }, buttons), trouble, place);

  function buttonOf(act, isFirst) {
    const look = act.isGrave ? 'grave' : isFirst && act.isMain ? 'first' : null;
    const needsWords = act.fields !== undefined;
    const button = element('button', {
      type: 'button',
      class: look,
      'data-act': act.name,
      'data-escalation': act.allowed.escalation,
      'aria-expanded': needsWords ? 'false' : null,
      'aria-controls': needsWords ? id : null,
      on: { click: () => (needsWords ? toggle(act, button) : press(act, button)) },
    });
    button.append(labelOf(act));
    return button;
  }

  /** Several escalations may wait to be acknowledged: each button says which. */
  function labelOf(act) {
    const { escalation } = act.allowed;
    const isOneOfSeveral = acts.filter(({ name }) => name === act.name).length > 1;
    return isOneOfSeveral ? `${act.words.press}: ${ruleLabels.get(escalation) ?? escalation}` : act.words.press;
  }

  function toggle(act, button) {
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    close();
    if (!isOpen) open(act, button, true);
  }

  function close() {
    trouble.replaceChildren();
    place.replaceChildren();
    for (const button of buttons)
      if (button.hasAttribute('aria-expanded')) button.setAttribute('aria-expanded', 'false');
  }

  function open(act, button, isToFocus) {
    const made = formOf(act, () => {
      close();
      button.focus();
    });
    button.setAttribute('aria-expanded', 'true');
    place.replaceChildren(element('h3', { class: 'act-title' }, act.words.press), made.node);
    if (isToFocus) made.focus();
  }

  function formOf(act, cancel) {
    return form({
      fields: act.fields(task, act.words),
      press: act.words.press,
      note: act.isGrave ? act.words.note : undefined,
      isGrave: act.isGrave,
      draft: `${personId} ${task.id} ${act.name}`,
      cancel,
      send: async (values) => {
        await act.send(task, values, act.allowed);
        void done(act.words.done);
      },
    });
  }

  async function press(act, button) {
    close();
    try {
      await whileBusy(button, () => act.send(task, {}, act.allowed), { place: trouble });
      await done(act.words.done);
    } catch (problem) {
      trouble.replaceChildren(problemBox(problem));
    }
  }
}
