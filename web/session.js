import { Problem, enter, read, remove, useToken } from './parts/api.js';
import { forgetAllDrafts } from './parts/drafts.js';

let current = null;

/** Whether a session may be there: the cookie itself is hidden from the page, and to ask in vain is an error in its log. */
const HINT = 'signed-in';

/** Who is signed in; null: nobody. */
export function session() {
  return current;
}

export function may(permission) {
  return current?.permissions.includes(permission) ?? false;
}

/** Roles whose holders do the work: to them their own tasks are shown first. */
const DOING = ['official', 'officer', 'member'];

/** Whether the person does tasks and oversees none. */
export function doesTasksOnly() {
  const roles = current?.organisations.flatMap((held) => held.roles) ?? [];
  return roles.length > 0 && roles.every((role) => DOING.includes(role));
}

/** Asks the server who is signed in. */
export async function loadSession() {
  if (localStorage.getItem(HINT) === null) return;
  try {
    use(await read('/session'));
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
    forgetSession();
  }
}

export async function signIn(login, password) {
  use(await enter('/session', { login, password }));
}

export async function signInAsDemo(login, authority) {
  use(await enter('/demo-session', { login, authority }));
}

export async function signOut() {
  try {
    await remove('/session');
  } catch (problem) {
    if (problem.status !== 401) throw problem;
  }
  forgetAllDrafts();
  forgetSession();
}

/** Called when the server says that the session is over. */
export function forgetSession() {
  localStorage.removeItem(HINT);
  current = null;
}

function use(answer) {
  current = answer;
  useToken(answer.csrfToken);
  localStorage.setItem(HINT, '1');
}
