import { read } from '../parts/api.js';
import { element } from '../parts/element.js';
import { field } from '../parts/fields.js';
import { facts } from '../parts/lists.js';
import { stageChip } from '../parts/states.js';
import { closingText, dayText, instantText, numberText, standingOf } from '../parts/times.js';
import { allCampaigns, chooseCampaign, chosenCampaign } from '../campaigns.js';
import { may } from '../session.js';
import { words } from '../words.js';

/** More than these are behind one press: the stages are what people come for. */
const FAULTS_SHOWN = 5;

export async function campaignPage({ refresh }) {
  const text = words.campaign;
  const campaign = chosenCampaign();
  if (campaign === null) {
    return { title: words.nav.campaign, body: [element('h1', {}, words.nav.campaign), element('p', {}, text.none)] };
  }
  const { items: faults } = await read(`/campaigns/${campaign.id}/faults`);
  return {
    title: words.nav.campaign,
    body: [
      element('h1', {}, campaign.title),
      chooser(campaign, refresh),
      element(
        'p',
        { class: 'second' },
        `${text.plan} ${campaign.code} · ${words.campaignStates[campaign.state]} · ` +
          `${text.launchedAt} ${instantText(campaign.launchedAt)}`,
      ),
      may('task.readAll') ? totals(campaign.stages) : null,
      faultsPart(faults),
      element(
        'section',
        { class: 'panel' },
        element('h2', {}, text.stages),
        element(
          'ol',
          { class: 'rows stages' },
          campaign.stages.map((stage) => stageRow(stage, campaign)),
        ),
      ),
    ],
  };
}

/** The counts of the whole campaign stand first. */
function totals(stages) {
  const sum = (...names) =>
    stages.flatMap(({ taskCounts: of }) => names.map((name) => of[name])).reduce((a, b) => a + b, 0);
  const text = words.campaign.totals;
  const tiles = [
    ['late', sum('overdue'), text.OVERDUE, '/nhiem-vu?nhom=OVERDUE'],
    ['onTime', sum('open', 'returned'), text.RUNNING, '/nhiem-vu'],
    ['done', sum('done'), text.DONE, '/nhiem-vu?nhom=SETTLED'],
    ['all', sum('open', 'returned', 'done', 'cancelled', 'missed'), text.ALL, '/nhiem-vu'],
  ];
  return element(
    'ul',
    { class: 'counts' },
    tiles.map(([look, count, label, href]) =>
      element('li', {}, element('a', { class: look, href }, element('strong', {}, numberText(count)), label)),
    ),
  );
}

/** What somebody must mend before people can be told; nothing for those who need not know. */
function faultsPart(faults) {
  if (faults.length === 0) return null;
  const text = words.campaign;
  return element(
    'details',
    { class: 'panel to-mend', open: faults.length <= FAULTS_SHOWN },
    element('summary', {}, text.faults(numberText(faults.length))),
    element(
      'ul',
      {},
      faults.map((fault) =>
        element(
          'li',
          {},
          fault.text,
          fault.taskId === null ? null : [' ', element('a', { href: `/nhiem-vu/${fault.taskId}` }, text.openTask)],
        ),
      ),
    ),
  );
}

function chooser(campaign, refresh) {
  const campaigns = allCampaigns();
  if (campaigns.length < 2) return null;
  const choice = field({
    name: 'campaign',
    kind: 'select',
    label: words.campaign.choose,
    options: campaigns.map(({ id, code, clock, now }) => [
      id,
      `${code} – ${clock === 'REHEARSAL' ? words.clock.rehearsal : words.clock.real}, ${instantText(now)}`,
    ]),
    value: campaign.id,
  });
  choice.input.addEventListener('change', () => {
    chooseCampaign(choice.input.value);
    void refresh();
  });
  return choice.node;
}

function stageRow(stage, campaign) {
  const text = words.campaign;
  const waitsFor = stage.waitsFor.map((key) => campaign.stages.find((other) => other.key === key)?.title ?? key);
  return element(
    'li',
    { 'data-stage': stage.key },
    element(
      'div',
      {},
      element('p', { class: 'second' }, text.stage(stage.number)),
      element('h3', {}, stage.title),
      element('p', { class: 'second' }, `${text.lead}: ${stage.lead.name}`),
      waitsFor.length === 0 || stage.state !== 'WAITING'
        ? null
        : element('p', {}, `${text.waitsFor}: ${waitsFor.join('; ')}`),
    ),
    facts([
      [text.opensAt, opening(stage, campaign.now)],
      [text.dueOn, dueOf(stage, campaign)],
      [text.closesAt, stage.closesAt ? closingText(stage.closesAt) : null],
      [text.completedAt, stage.completedAt ? instantText(stage.completedAt) : null],
    ]),
    element('div', { class: 'end' }, element('p', {}, stageChip(stage.state)), taskCounts(stage)),
  );
}

/** A day that has come says nothing of a stage that still waits for others. */
function opening({ state, openedAt, opensAt, waitsFor }, now) {
  if (openedAt !== null) return instantText(openedAt);
  const isHeldUp =
    state === 'WAITING' && waitsFor.length > 0 && (opensAt === null || Date.parse(opensAt) <= Date.parse(now));
  return isHeldUp || opensAt === null ? words.campaign.opensWhen : instantText(opensAt);
}

function dueOf(stage, campaign) {
  const isAhead = stage.state === 'WAITING' || stage.state === 'OPEN';
  return [
    element('div', {}, dayText(stage.dueOn)),
    isAhead ? element('div', {}, standingOf(stage.dueOn, campaign.now).words) : null,
    isAhead && stage.dueLastWorkingDay !== stage.dueOn
      ? element('div', { class: 'second' }, words.time.lastWorkingDay(dayText(stage.dueLastWorkingDay)))
      : null,
  ];
}

function taskCounts({ key, taskCounts: counts }) {
  const text = words.campaign;
  const { open, returned, done, cancelled, missed, overdue } = counts;
  const all = open + returned + done + cancelled + missed;
  if (all === 0) return element('p', { class: 'second' }, text.noTasks);
  const parts = [
    [overdue, text.overdue],
    [returned, text.returned],
    [missed, text.missed],
    [cancelled, text.cancelled],
  ];
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => word(numberText(count)));
  return [
    element('p', {}, element('strong', {}, text.taskCount(numberText(done), numberText(all)))),
    told.length === 0 ? null : element('p', {}, told.join(', ')),
    element('p', {}, element('a', { href: `/nhiem-vu?buoc=${encodeURIComponent(key)}` }, text.seeTasks)),
  ];
}
