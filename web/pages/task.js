import { read } from '../parts/api.js';
import { actPanel } from '../parts/actPanel.js';
import { element } from '../parts/element.js';
import { historyPart, resultOf, returnedPart } from '../parts/history.js';
import { ledgerLine } from '../parts/ledger.js';
import { facts } from '../parts/lists.js';
import { groupOf, returnedChip, taskChip } from '../parts/states.js';
import { closingText, dayText, instantText, numberText, standingOf } from '../parts/times.js';
import { may, session } from '../session.js';
import { words } from '../words.js';

export async function taskPage({ param, query, refresh }) {
  const text = words.task;
  const id = encodeURIComponent(param);
  const [task, ledger] = await Promise.all([read(`/tasks/${id}`), read(`/tasks/${id}/deadline-steps`)]);
  const { now } = task.campaign;
  const ruleLabels = new Map(ledger.items.map((step) => [step.rule, step.ruleLabel]));
  const acts = actPanel(task, { personId: session().person.id, ruleLabels, done: refresh });
  return {
    title: task.title,
    focus: acts.querySelector(`[data-escalation="${CSS.escape(query.get('xac-nhan') ?? '')}"]`),
    body: [
      element('p', {}, element('a', { href: '/nhiem-vu' }, `← ${text.back}`)),
      element('h1', {}, task.title),
      element(
        'p',
        { class: 'standing' },
        taskChip(task, now),
        returnedChip(task, now),
        task.unit?.name ?? task.organisation.name,
      ),
      returnedPart(task),
      element('section', { class: 'panel' }, dates(task, now), element('h2', {}, text.acts), acts),
      element('section', { class: 'panel' }, element('h2', {}, text.wanted), wanted(task)),
      requestsPart(task),
      listPart(text.files, task.files, fileItem(task)),
      listPart(text.comments, task.comments, commentItem),
      historyPart(task.history),
      element(
        'section',
        { class: 'panel', id: 'ledger' },
        element('h2', {}, text.ledger),
        element('p', { class: 'second' }, text.ledgerHelp),
        ledgerLine(ledger.items, now, may('message.read')),
      ),
    ],
  };
}

/** Due and closing apart: what is late, and what is no longer taken. */
function dates(task, now) {
  const text = words.task;
  const isSettled = groupOf(task, now) === 'SETTLED';
  const isMoved = task.dueLastWorkingDay !== task.dueOn && !isSettled;
  return element(
    'div',
    { class: 'due' },
    element(
      'div',
      {},
      `${text.due}: `,
      element('strong', {}, dayText(task.dueOn)),
      isSettled ? null : ` – ${standingOf(task.dueOn, now).words}`,
      isMoved ? element('div', { class: 'second' }, words.time.lastWorkingDay(dayText(task.dueLastWorkingDay))) : null,
    ),
    element(
      'div',
      {},
      `${text.closes}: `,
      task.closesAt === null
        ? text.noClosing
        : [element('strong', {}, closingText(task.closesAt)), ` – ${text.closesNote}`],
    ),
  );
}

function wanted(task) {
  const text = words.task;
  const { plan, campaign } = task;
  return facts([
    [text.wanted, plan.title === task.title ? null : plan.title],
    [text.document, words.documents[plan.document] ?? plan.document],
    [text.stage, plan.stageTitle],
    [text.askedBy, `${words.campaign.plan} ${campaign.code}${plan.planText ? `, ${plan.planText}` : ''}`],
    [text.doer, task.organisation.name],
    [text.claimedBy, task.claimedBy?.name ?? text.nobody],
    [text.coordinating, task.coordinating.map(({ name }) => name).join('; ')],
    [text.doneAt, task.doneAt === null ? null : instantText(task.doneAt)],
    [text.result, resultOf(task)],
    [text.assumed, plan.assumed === null ? null : text.isAssumed],
  ]);
}

function listPart(title, items, row) {
  if (items.length === 0) return null;
  return element(
    'section',
    { class: 'panel' },
    element('h2', {}, `${title} (${numberText(items.length)})`),
    element('ul', {}, items.map(row)),
  );
}

function requestsPart(task) {
  const text = words.task;
  return listPart(text.requests, task.extensionRequests, (one) =>
    element(
      'li',
      {},
      element(
        'p',
        {},
        element('strong', {}, text.requestStates[one.state]),
        ` · ${text.wantedDay(dayText(one.dueOn))}`,
      ),
      element('p', {}, one.reason),
      element('p', { class: 'second' }, `${one.askedBy.name}, ${instantText(one.askedAt)}`),
      one.decidedAt === null
        ? null
        : element('p', {}, [one.decision, one.legalBasis].filter(Boolean).join(' – '), element('br'), decidedText(one)),
    ),
  );
}

function decidedText(one) {
  return element('span', { class: 'second' }, `${one.decidedBy?.name ?? ''}, ${instantText(one.decidedAt)}`);
}

function commentItem({ author, body, at }) {
  return element(
    'li',
    {},
    element('pre', {}, body),
    element('p', { class: 'second' }, `${author.name}, ${instantText(at)}`),
  );
}

function fileItem(task) {
  return ({ id, name, sizeBytes, attachedBy, at }) =>
    element(
      'li',
      {},
      element('a', { href: `/api/v1/tasks/${task.id}/files/${id}`, download: name }, name),
      ` (${words.fileSize(numberText(Math.ceil(sizeBytes / 1024)))})`,
      element('p', { class: 'second' }, `${attachedBy.name}, ${instantText(at)}`),
    );
}
