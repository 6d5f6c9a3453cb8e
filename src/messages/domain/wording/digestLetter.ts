import type { Instant } from '../../../shared/instant';
import type { DigestContent, StageCounts } from '../messageContent';
import { closingOf } from './closing';
import { allTasksLink, type Card, type Fact, type Letter } from './letter';
import { itemOf } from './taskFacts';
import { dayText, dueDayText, dueText } from './timeWords';

/** The state of the stages of a digest, and who lags, as of `now`. */
export function digestLetter(content: DigestContent, now: Instant, publicUrl: string): Letter {
  const { calendar } = content.campaign;
  const running = content.stages.filter((stage) => stage.state === 'OPEN');
  const completed = content.stages.filter((stage) => stage.state === 'COMPLETED');
  const more = content.laggingCount - content.lagging.length;
  return {
    subject: content.subject,
    heading: `Bản tin đầu ngày ${dayText(calendar.dayOf(now))}`,
    greeting: `Kính gửi: ${content.to.name}`,
    opening: `Tình hình thực hiện ${String(running.length)} bước đang triển khai; ${String(content.laggingCount)} nhiệm vụ chậm hoặc sắp đến hạn.`,
    sections: [
      {
        heading: 'Các bước đang triển khai',
        cards: running.map((stage) => stageCard(stage, dueText(stage.dueOn, now, calendar))),
        items: [],
        note: null,
      },
      {
        heading: content.lagging.length === 0 ? null : 'Nhiệm vụ chậm hoặc sắp đến hạn',
        cards: [],
        items: content.lagging.map((task) => itemOf(task, now, calendar, publicUrl)),
        note: more > 0 ? `Còn ${String(more)} nhiệm vụ nữa: ${allTasksLink(publicUrl)}` : null,
      },
      {
        heading: completed.length === 0 ? null : 'Các bước đã hoàn thành',
        cards: completed.map((stage) => stageCard(stage, dueDayText(stage.dueOn, calendar))),
        items: [],
        note: null,
      },
    ],
    closing: closingOf(content.reasons, content.campaign),
  };
}

function stageCard(stage: StageCounts, due: string): Card {
  return {
    label: stage.number === null ? 'Bước' : `Bước ${stage.number}`,
    tone: stage.state === 'OPEN' && stage.late > 0 ? 'LATE' : 'CALM',
    title: stage.title,
    facts: [{ name: 'Hạn', value: due }, { name: 'Nhiệm vụ', value: String(stage.total) }, ...countFacts(stage)],
    note: null,
    links: [],
  };
}

/** The rare ones only when there are any; the others always, so that a zero can be read as such. */
function countFacts(stage: StageCounts): Fact[] {
  const fact = (name: string, count: number): Fact => ({ name, value: String(count) });
  const rare = [
    fact('Được gia hạn', stage.extended),
    fact('Bị trả lại', stage.returned),
    fact('Đã đóng, chưa hoàn thành', stage.missed),
    fact('Đã hủy', stage.cancelled),
  ];
  return [
    fact('Chưa bắt đầu', stage.notStarted),
    fact('Đang thực hiện', stage.inProgress),
    fact('Đã nộp', stage.submitted),
    fact('Quá hạn hoặc nộp muộn', stage.late),
    ...rare.filter(({ value }) => value !== '0'),
  ];
}
