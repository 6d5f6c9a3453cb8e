import type { CampaignFacts, Reason } from '../messageContent';

/** Why this person gets the letter, and who sent it. */
export function closingOf(reasons: readonly Reason[], campaign: CampaignFacts): string[] {
  const words = [...new Set(reasons.map(reasonWords))];
  return [
    `Bạn nhận thư này vì ${words.length === 0 ? CONCERNED : words.join('; ')}.`,
    `Thư do hệ thống Đôn Đốc của ${campaign.authorityName} gửi tự động khi thực hiện Kế hoạch ${campaign.planCode} (${campaign.planTitle}). Vui lòng không trả lời thư này.`,
  ];
}

const CONCERNED = 'bạn có liên quan đến nhiệm vụ nêu trong thư';

function reasonWords(reason: Reason): string {
  const instead = reason.forName === null ? '' : `, thay cho ${reason.forName} đang vắng mặt`;
  return `${roleWords(reason)}${instead}`;
}

function roleWords(reason: Reason): string {
  switch (reason.as) {
    case 'ASSIGNEE':
      return 'bạn được giao nhiệm vụ';
    case 'UNIT_LEADER':
      return `bạn là lãnh đạo của ${reason.officeName}`;
    case 'PLAN_ROLE':
      return `bạn giữ vai trò “${reason.label}” của kế hoạch`;
    case 'CONCERNED':
      return CONCERNED;
  }
}
