import { MEDIA_TYPES, type FileKind } from './mediaType';

/** File systems take 255 bytes; a Vietnamese letter takes up to three. */
const MAX_NAME_LENGTH = 80;
const NO_NAME = 'tệp';

/**
 * A name that may be shown and saved: without folders, without characters that no file system takes or that turn the
 * direction of reading (`exe.fdp`), one spelling of each letter, and ending as its content demands.
 */
export function safeFileName(given: string, kind: FileKind): string {
  const clean = given
    .normalize('NFC')
    .replace(/^.*[\\/]/su, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/gu, '_')
    .replace(/\s+/gu, ' ')
    .trim();
  const { endings } = MEDIA_TYPES[kind];
  const [, stem = '', ending = ''] = /^(.*?)(?:\.([^.]*))?$/su.exec(clean) ?? [];
  const isRight = endings.some((one) => one === ending.toLowerCase());
  const name = (isRight ? stem : clean).replace(/^[.\s]+|[.\s]+$/gu, '');
  const short = Array.from(name).slice(0, MAX_NAME_LENGTH).join('').trim();
  return `${short === '' ? NO_NAME : short}.${isRight ? ending : endings[0]}`;
}

/** `Content-Disposition` of a download (RFC 6266): plain letters for old programs, the whole name for the others. */
export function attachmentHeader(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/gu,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
