/** What was typed and not sent yet. It outlives a reload, an error and the end of a session, in this tab only. */
const PREFIX = 'draft ';
const KEY_PREFIX = `${PREFIX}key `;

export function draftOf(key) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null');
  } catch {
    return null;
  }
}

export function keepDraft(key, values) {
  const isEmpty = Object.values(values).every((value) => value === '');
  if (isEmpty) sessionStorage.removeItem(PREFIX + key);
  else sessionStorage.setItem(PREFIX + key, JSON.stringify(values));
}

export function forgetDraft(key) {
  sessionStorage.removeItem(PREFIX + key);
}

/** Under which key something was sent whose answer has not come. */
export function keyOf(what) {
  return sessionStorage.getItem(KEY_PREFIX + what);
}

export function keepKey(what, key) {
  sessionStorage.setItem(KEY_PREFIX + what, key);
}

export function forgetKey(what) {
  sessionStorage.removeItem(KEY_PREFIX + what);
}

/** On signing out: the next person at this computer must not read it. */
export function forgetAllDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
