/** Longer subjects are cut by mail programs and by the contract. */
const SUBJECT_MAX_LENGTH = 120;

/** `[146/KH-UBND] Tự đánh giá, chấm điểm… (+3)`: the plan, the first task, and how many more the e-mail lists. */
export function ledgerSubject(planCode: string, title: string, more: number): string {
  return fitted(`[${planCode}] `, title, more > 0 ? ` (+${String(more)})` : '');
}

export function digestSubject(planCode: string): string {
  return fitted(`[${planCode}] `, 'Bản tin đầu ngày', '');
}

/** Shortens the middle, at a whole character, so that head and tail always stay. */
function fitted(head: string, middle: string, tail: string): string {
  const shortHead = head.length > SUBJECT_MAX_LENGTH / 2 ? `${head.slice(0, SUBJECT_MAX_LENGTH / 2 - 2)}… ` : head;
  const room = SUBJECT_MAX_LENGTH - shortHead.length - tail.length;
  const plain = middle.replace(/\s+/gu, ' ').trim();
  if (plain.length <= room) return `${shortHead}${plain}${tail}`;
  const cut = plain.slice(0, room - 1).replace(/[\uD800-\uDBFF]$/u, '');
  return `${shortHead}${cut.trimEnd()}…${tail}`;
}

/** `[146/KH-UBND] Trả lại: Tự đánh giá… (+2)`: what happened, to which task, and how many more notices it holds. */
export function noticeSubject(planCode: string, word: string, title: string | null, more: number): string {
  return fitted(`[${planCode}] `, title === null ? word : `${word}: ${title}`, more > 0 ? ` (+${String(more)})` : '');
}
