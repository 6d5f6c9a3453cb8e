import { ERROR_CODES, type ErrorKind } from './errorCodes';

const ENTRIES = Object.entries<ErrorKind>(ERROR_CODES).sort(([a], [b]) => (a < b ? -1 : 1));

/** The text of docs/errors.md. */
export function errorsMarkdown(): string {
  const rows = ENTRIES.map(
    ([code, { status, title, titleEn }]) => `| <a id="${code}"></a>\`${code}\` | ${status} | ${title} | ${titleEn} |`,
  );
  return `# Error codes

Written by \`node dist/src/shared/http/writeErrorsDocument.js\` from \`src/shared/http/errorCodes.ts\`: edit that instead.
A test compares the two.

Every error is answered as \`application/problem+json\` (RFC 9457) with these members:

| member | meaning |
|---|---|
| \`type\` | \`/docs/errors#CODE\`; the running system shows this table there |
| \`title\` | what the code means, in Vietnamese; in English if \`Accept-Language\` prefers it |
| \`status\` | the HTTP status |
| \`code\` | the stable code that programs compare |
| \`detail\` | what is particular to this occurrence, if anything |
| \`instance\` | the path of the request |
| \`errors\` | for \`VALUE.INVALID\`: \`{pointer or parameter, code, message}\` for each wrong value |
| \`faults\` | for files with faults (\`PLAN.FAULTY\` …): \`{path, code}\` for each |
| \`incident\` | for \`INTERNAL\`: the number under which the log has the cause |

| code | status | Vietnamese | English |
|---|---|---|---|
${rows.join('\n')}
`;
}

/** The same table as a page, so that the \`type\` of a problem leads somewhere. */
export function errorsPage(): string {
  const rows = ENTRIES.map(
    ([code, { status, title, titleEn }]) =>
      `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${title}</td><td lang="en">${titleEn}</td></tr>`,
  );
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mã lỗi – Đôn Đốc</title></head>
<body><h1>Mã lỗi</h1><table><thead><tr><th scope="col">Mã</th><th scope="col">HTTP</th><th scope="col">Ý nghĩa</th><th scope="col" lang="en">English</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></body></html>
`;
}
