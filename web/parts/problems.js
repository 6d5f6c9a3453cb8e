import { words } from '../words.js';
import { element } from './element.js';

/** A problem in words, with what to do about it. It is read out as soon as it stands on the page. */
export function problemBox(problem) {
  const isKnown = problem.code !== undefined;
  return element(
    'div',
    { class: 'problem', role: 'alert' },
    element('p', {}, element('strong', {}, isKnown ? problem.message : words.problem.unknown)),
    isKnown && problem.detail ? element('p', {}, problem.detail) : null,
    otherFaults(problem).map((text) => element('p', {}, text)),
    problem.incident ? element('p', {}, `${words.problem.incident}: ${problem.incident}`) : null,
    problem.code === 'VERSION.CONFLICT' ? seeNewVersion() : null,
    problem.status === 401 ? signInAgain() : null,
  );
}

/** Faults of values that belong to no field of a form. */
function otherFaults(problem) {
  return (problem.errors ?? [])
    .map((fault) => fault.message)
    .filter((text, at, all) => text && all.indexOf(text) === at);
}

function signInAgain() {
  const here = encodeURIComponent(location.pathname + location.search);
  return element(
    'p',
    {},
    words.problem.keptWork,
    ' ',
    element('a', { href: `/dang-nhap?tiep=${here}` }, words.signIn.again),
  );
}

function seeNewVersion() {
  const reload = () => document.dispatchEvent(new CustomEvent('refresh'));
  return element('button', { type: 'button', on: { click: reload } }, words.problem.conflict);
}
