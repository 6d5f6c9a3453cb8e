/** A letter before it becomes text or HTML: plain words only, so that both say the same and escaping has one place. */
export interface Letter {
  readonly subject: string;
  readonly heading: string;
  readonly greeting: string;
  readonly opening: string;
  readonly sections: readonly Section[];
  /** Why this person gets it, and who sent it. */
  readonly closing: readonly string[];
}

export interface Section {
  readonly heading: string | null;
  readonly cards: readonly Card[];
  readonly items: readonly Item[];
  /** Said after cards and items. */
  readonly note: string | null;
}

export type Tone = 'CALM' | 'SOON' | 'LATE';

/** One task, one stage, one notice. */
export interface Card {
  readonly label: string;
  readonly tone: Tone;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly note: string | null;
  readonly links: readonly Link[];
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** One line of a long list. */
export interface Item {
  readonly link: Link;
  readonly detail: string;
}

/** Cards that one letter shows in full; a letter of thousands of tasks would not be read, nor accepted by mail servers. */
const CARDS_LIMIT = 40;
/** Further tasks, one line each. */
const ITEMS_LIMIT = 200;

/** What is shown in full, what in one line, and how many are only counted. */
export function rationed<Entry>(entries: readonly Entry[]): { full: Entry[]; short: Entry[]; left: number } {
  const shown = CARDS_LIMIT + ITEMS_LIMIT;
  return {
    full: entries.slice(0, CARDS_LIMIT),
    short: entries.slice(CARDS_LIMIT, shown),
    left: Math.max(entries.length - shown, 0),
  };
}

export function taskLink(publicUrl: string, taskId: string): string {
  return `${publicUrl}/nhiem-vu/${taskId}`;
}

export function allTasksLink(publicUrl: string): string {
  return `${publicUrl}/nhiem-vu`;
}
