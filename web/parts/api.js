import { words } from '../words.js';
import { forgetKey, keepKey, keyOf } from './drafts.js';

/** What went wrong, in words: a problem document (RFC 9457), or no answer at all. */
export class Problem extends Error {
  constructor({ title, detail, status = 0, code = '', errors = [], incident = '' }) {
    super(title);
    this.detail = detail ?? '';
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.incident = incident;
  }
}

let csrfToken = '';

/** To be called with every session that is answered. */
export function useToken(token) {
  csrfToken = token;
}

export function read(path, query = {}) {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(asked).toString();
  return request('GET', search === '' ? path : `${path}?${search}`);
}

export function remove(path) {
  return request('DELETE', path);
}

/** Signs in. Done twice it does no harm, and a password must not be kept as part of a key. */
export function enter(path, body) {
  return request('POST', path, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

/**
 * Carries out an act.
 * @param {number} [version] the version that was seen, where the act changes one
 * @throws Problem
 */
export async function send(path, body = {}, version) {
  const text = JSON.stringify(body);
  const seen = version === undefined ? {} : { 'If-Match': `"${version}"` };
  return once(`${path} ${text}`, { 'Content-Type': 'application/json', ...seen }, path, text);
}

/** Sends a file; the answer is what it was attached to. */
export async function sendFile(path, file) {
  const form = new FormData();
  form.append('file', file);
  return once(`${path} ${file.name} ${file.size} ${file.lastModified}`, {}, path, form);
}

/** The same act pressed again after a lost answer, even after a reload, carries the same key: it is done once. */
async function once(what, headers, path, body) {
  const key = keyOf(what) ?? newKey();
  keepKey(what, key);
  try {
    const answer = await request('POST', path, { headers: { ...headers, 'Idempotency-Key': key }, body });
    forgetKey(what);
    return answer;
  } catch (problem) {
    if (isRefused(problem)) forgetKey(what);
    throw problem;
  }
}

/** The server has judged it and done nothing; after any other failure nobody knows. */
function isRefused({ status, code }) {
  return status >= 400 && status < 500 && !code.startsWith('IDEMPOTENCY.');
}

async function request(method, path, { headers = {}, body } = {}) {
  let response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: { Accept: 'application/json', ...headers, ...(method === 'GET' ? {} : { 'X-CSRF-Token': csrfToken }) },
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body }),
    });
  } catch {
    throw new Problem({ title: words.problem.noAnswer, code: 'NO_ANSWER' });
  }
  const answer = await bodyOf(response);
  if (!response.ok) throw new Problem({ title: words.problem.unknown, ...answer, status: response.status });
  return answer;
}

async function bodyOf(response) {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** `crypto.randomUUID` is there over HTTPS and on one's own machine only; offices also use plain HTTP inside. */
function newKey() {
  if (crypto.randomUUID !== undefined) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
