/**
 * What may be attached, judged by content: a name or a browser's word can say anything. Documents that an office files
 * and reads; nothing that runs (no macros, no scripts, no archives that hide what they hold).
 */
export const MEDIA_TYPES = {
  pdf: { mediaType: 'application/pdf', endings: ['pdf'] },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
  },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  odt: { mediaType: 'application/vnd.oasis.opendocument.text', endings: ['odt'] },
  ods: { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', endings: ['ods'] },
  jpeg: { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  png: { mediaType: 'image/png', endings: ['png'] },
} as const satisfies Record<string, { mediaType: string; endings: readonly string[] }>;
export type FileKind = keyof typeof MEDIA_TYPES;

const FIRST_BYTES = [
  ['pdf', Buffer.from('%PDF-')],
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
] as const satisfies readonly (readonly [FileKind, Buffer])[];

const ZIP_ENTRY = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const DIRECTORY_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const DIRECTORY_ENTRY_LENGTH = 46;
const END_LENGTH = 22;

/** The kind that the first bytes tell; 'ZIP' has to be looked into; undefined: none that is allowed. */
export function kindByFirstBytes(head: Buffer): FileKind | 'ZIP' | undefined {
  if (head.subarray(0, ZIP_ENTRY.length).equals(ZIP_ENTRY)) return 'ZIP';
  return FIRST_BYTES.find(([, bytes]) => head.subarray(0, bytes.length).equals(bytes))?.[0];
}

/** Where the directory of a ZIP file lies (APPNOTE 4.3.16), from the file's last bytes; undefined: it has none. */
export function directoryOf(tail: Buffer): { readonly offset: number; readonly length: number } | undefined {
  const at = tail.lastIndexOf(END_OF_DIRECTORY);
  if (at < 0 || at + END_LENGTH > tail.length) return undefined;
  return { length: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
}

/** The names in the directory of a ZIP file (APPNOTE 4.3.12). */
export function namesIn(directory: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + DIRECTORY_ENTRY_LENGTH <= directory.length;) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) break;
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const commentLength = directory.readUInt16LE(at + 32);
    const nameAt = at + DIRECTORY_ENTRY_LENGTH;
    names.push(directory.toString('utf8', nameAt, nameAt + nameLength));
    at = nameAt + nameLength + extraLength + commentLength;
  }
  return names;
}

/** The kind of an office document by what its ZIP file holds; undefined: another archive, or one with macros. */
export function kindOfZip(head: Buffer, names: readonly string[]): FileKind | undefined {
  if (names.some((name) => /vbaProject\.bin$|^Basic\/|^Scripts\//iu.test(name))) return undefined;
  if (names.includes('[Content_Types].xml')) {
    if (names.includes('word/document.xml')) return 'docx';
    if (names.includes('xl/workbook.xml')) return 'xlsx';
    return undefined;
  }
  // OpenDocument writes its type first and uncompressed, so that it can be read without unpacking (ODF 1.3, part 2, 3.3).
  const declared = head.toString('latin1', 30, 200);
  return (['odt', 'ods'] as const).find((kind) => {
    const text = `mimetype${MEDIA_TYPES[kind].mediaType}`;
    return declared.startsWith(text) && !declared.startsWith(`${text}-`);
  });
}
