import type { TaskCursor } from './persistence/taskListStore';

const CURSOR = /^(\d{4}-\d\d-\d\d)_(\d{1,9})_(\d{1,9})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u;

export function taskCursorText({ dueOn, templatePosition, position, id }: TaskCursor): string {
  return `${dueOn}_${String(templatePosition)}_${String(position)}_${id}`;
}

/** Null for a text that was not given out as a cursor. */
export function readTaskCursor(text: string | null): TaskCursor | null {
  const [, dueOn, templatePosition, position, id] = CURSOR.exec(text ?? '') ?? [];
  if (dueOn === undefined || templatePosition === undefined || position === undefined || id === undefined) return null;
  return { dueOn, templatePosition: Number(templatePosition), position: Number(position), id };
}
