import { read } from '../parts/api.js';
import { element } from '../parts/element.js';
import { filterPart, pagedRows } from '../parts/lists.js';
import { groupOf, GROUPS, returnedChip, taskChip } from '../parts/states.js';
import { dayText, instantText, numberText, standingOf } from '../parts/times.js';
import { chosenCampaign } from '../campaigns.js';
import { doesTasksOnly } from '../session.js';
import { words } from '../words.js';
import { filterForm, isFiltered, isMine, noteUnits } from './taskFilter.js';

/** What the page asks for at once, and where it stops: nobody reads more rows than that. */
const ASKED_AT_ONCE = 200;
const READ_AT_MOST = 1_000;
const LOOKS = { OVERDUE: 'late', SOON: 'dueSoon', LATER: 'onTime', SETTLED: 'done' };

/** Rows opened with "more", by group and filter. */
const opened = new Map();
export async function tasksPage({ query, navigate }) {
  const text = words.tasks;
  const campaign = chosenCampaign();
  if (campaign === null) {
    return { title: text.title, body: [element('h1', {}, text.title), element('p', {}, words.campaign.none)] };
  }
  const { stages, now } = campaign;
  const { tasks, isMore } = await readTasks(campaign.id, query);
  noteUnits(tasks);
  const groups = GROUPS.map((group) => [
    group,
    inOrderOfCall(
      tasks.filter((task) => groupOf(task, now) === group),
      group,
    ),
  ]);
  const wanted = query.get('nhom');
  const shown = groups.filter(([group, members]) => members.length > 0 && (wanted === null || wanted === group));
  return {
    title: text.title,
    body: [
      element('h1', {}, text.title),
      groupCounts(groups, query),
      filterPart(filterForm(stages, query, navigate), isFiltered(query)),
      isMore ? element('p', { class: 'problem' }, text.tooMany(numberText(READ_AT_MOST))) : null,
      shown.length === 0 ? element('p', {}, isFiltered(query) ? text.noneFound : text.none) : null,
      doesTasksOnly() && isMine(query)
        ? element('p', {}, element('a', { href: addressWith(query, 'tat-ca', '1') }, text.seeAll))
        : null,
      shown.map(([group, members]) => groupPart(group, members, { query, now, stages })),
    ],
  };
}

/** What waits for this very person stands first, then what has come back: its day is a new one. */
function inOrderOfCall(tasks, group) {
  const rank = (task) => (awaitedActs(task).length > 0 ? 0 : task.state === 'RETURNED' && group !== 'OVERDUE' ? 1 : 2);
  return [...tasks].sort((a, b) => rank(a) - rank(b));
}

/** Acts that only this person can do now, and for which others wait. */
function awaitedActs({ allowedActions }) {
  const names = allowedActions.map(({ action }) => action);
  return ['ACKNOWLEDGE', 'DECIDE_EXTENSION'].filter((name) => names.includes(name));
}

async function readTasks(campaignId, query) {
  const asked = {
    campaignId,
    stage: query.get('buoc'),
    unit: query.get('don-vi'),
    q: query.get('tim'),
    mine: isMine(query) ? 'true' : null,
    limit: ASKED_AT_ONCE,
  };
  const tasks = [];
  let cursor = null;
  do {
    const page = await read('/tasks', { ...asked, cursor });
    tasks.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && tasks.length < READ_AT_MOST);
  return { tasks, isMore: cursor !== null };
}

function addressWith(query, name, value) {
  const changed = new URLSearchParams(query);
  if (value === null) changed.delete(name);
  else changed.set(name, value);
  return changed.size === 0 ? '/nhiem-vu' : `/nhiem-vu?${changed.toString()}`;
}

/** The counts stand first; each shows its group alone, pressed again it shows all. */
function groupCounts(groups, query) {
  const wanted = query.get('nhom');
  return element(
    'ul',
    { class: 'counts' },
    groups.map(([group, members]) =>
      element(
        'li',
        {},
        element(
          'a',
          {
            class: LOOKS[group],
            href: addressWith(query, 'nhom', wanted === group ? null : group),
            'aria-current': wanted === group ? 'true' : null,
          },
          element('strong', {}, numberText(members.length)),
          words.tasks.groups[group],
        ),
      ),
    ),
  );
}

function groupPart(group, members, context) {
  const heading = `${words.tasks.groups[group]} (${numberText(members.length)})`;
  return element(
    'section',
    { class: 'panel', 'data-group': group },
    element('h2', {}, heading),
    pagedRows({
      key: `${group} ${context.query.toString()}`,
      items: members,
      row: (task) => taskRow(task, context),
      moreText: (count) => words.tasks.more(numberText(count)),
      opened,
    }),
  );
}

function taskRow(task, { now, stages }) {
  const text = words.tasks;
  const stage = stages.find(({ key }) => key === task.stageKey);
  const place = [
    task.field === null ? null : text.field(task.field),
    stage === undefined ? null : words.campaign.stage(stage.number),
    task.claimedBy === null ? null : text.claimedBy(task.claimedBy.name),
  ];
  const isSettled = groupOf(task, now) === 'SETTLED';
  const standing = isSettled
    ? task.doneAt === null
      ? null
      : text.doneAt(instantText(task.doneAt))
    : standingOf(task.dueOn, now).words;
  return element(
    'li',
    {},
    element(
      'div',
      {},
      element('h3', {}, element('a', { href: `/nhiem-vu/${task.id}` }, task.title)),
      element(
        'p',
        {},
        element('strong', {}, task.unit?.name ?? task.organisation.name),
        place.filter((part) => part !== null).map((part) => ` · ${part}`),
      ),
      awaitedActs(task).map((name) => element('p', { class: 'awaited' }, text.waitsForYou(words.acts[name].press))),
    ),
    element(
      'p',
      {},
      `${words.task.due}: ${dayText(task.dueOn)}`,
      standing === null ? null : element('br'),
      standing === null ? null : element('strong', {}, standing),
    ),
    element('p', { class: 'end' }, taskChip(task, now), returnedChip(task, now)),
  );
}
