/** How files of spreadsheets are written. Excel in Japan writes Shift_JIS (CP932), or UTF-8 with a mark in front, or tabs in UTF-16. */
export const ENCODINGS = ['utf-8', 'shift_jis', 'utf-16le'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const BOMS: [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
];

/** What the bytes tell: the mark in front, else UTF-8 where they are valid UTF-8, else Shift_JIS. */
export function encodingOf(content: Uint8Array): Encoding {
  for (const [encoding, mark] of BOMS) if (mark.every((byte, at) => content[at] === byte)) return encoding;
  return isUtf8(content) ? 'utf-8' : 'shift_jis';
}

function isUtf8(content: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}

/** The text without the mark. What is no letter of the encoding becomes U+FFFD (isUnreadable). */
export function decode(content: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(content);
}

/** A letter that was none in the encoding, or one that a single computer made for itself (外字): nobody else can show it. */
export function isUnreadable(text: string): boolean {
  return /[\ufffd\ue000-\uf8ff]/.test(text);
}

/** Files that are no text: a workbook, a picture. `workbook` is what people choose by mistake. */
export function whatElse(content: Uint8Array): 'workbook' | 'no_text' | undefined {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, at) => content[at] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0xd0, 0xcf, 0x11, 0xe0)) return 'workbook';
  if (starts(0x25, 0x50, 0x44, 0x46) || starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff)) return 'no_text';
  return undefined;
}
