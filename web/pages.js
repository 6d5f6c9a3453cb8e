import { campaignPage } from './pages/campaign.js';
import { mailPage } from './pages/mail.js';
import { mailboxPage } from './pages/mailbox.js';
import { notFoundPage } from './pages/notFound.js';
import { signInPage } from './pages/signIn.js';
import { taskPage } from './pages/task.js';
import { tasksPage } from './pages/tasks.js';

/** Addresses of the page; the links in e-mails lead to `/nhiem-vu/<id>`. */
const PAGES = [
  [/^\/$/, { show: campaignPage }],
  [/^\/dang-nhap$/, { show: signInPage, isPublic: true }],
  [/^\/nhiem-vu$/, { show: tasksPage }],
  [/^\/nhiem-vu\/([^/]+)$/, { show: taskPage }],
  [/^\/hop-thu$/, { show: mailboxPage }],
  [/^\/hop-thu\/([^/]+)$/, { show: mailPage }],
];

export function pageAt(path) {
  for (const [pattern, page] of PAGES) {
    const found = pattern.exec(path);
    if (found !== null) return { page, param: found[1] };
  }
  return { page: { show: notFoundPage }, param: undefined };
}
