import { readPicture } from '../../venues/pictures/picture.policy.js';

export interface FileKind {
  mediaType: string;
  /** Of the name under which it is saved. */
  ending: 'pdf' | 'docx' | 'xlsx' | 'pptx' | 'txt' | 'jpg' | 'png' | 'webp';
}

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const PICTURE_ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

/** What a file is, by its content and not by its name; nothing for what is not handed out: programs, macros, the unknown. */
export function kindOfFile(file: Buffer): FileKind | undefined {
  if (file.subarray(0, 5).toString('latin1') === '%PDF-') return { mediaType: 'application/pdf', ending: 'pdf' };
  const picture = readPicture(file);
  if (typeof picture !== 'string') return { mediaType: picture.mediaType, ending: PICTURE_ENDINGS[picture.mediaType] };
  return officeKind(file) ?? (isText(file) ? { mediaType: 'text/plain; charset=utf-8', ending: 'txt' } : undefined);
}

/** Word, Excel and PowerPoint are archives; those with macros are left out. */
function officeKind(file: Buffer): FileKind | undefined {
  const names = namesInArchive(file);
  if (!names.includes('[Content_Types].xml') || names.some((name) => /vbaProject\.bin$/i.test(name))) return undefined;
  if (names.includes('word/document.xml')) return { mediaType: `${OFFICE}wordprocessingml.document`, ending: 'docx' };
  if (names.includes('xl/workbook.xml')) return { mediaType: `${OFFICE}spreadsheetml.sheet`, ending: 'xlsx' };
  if (names.includes('ppt/presentation.xml'))
    return { mediaType: `${OFFICE}presentationml.presentation`, ending: 'pptx' };
  return undefined;
}

const END = Buffer.from('PK\x05\x06', 'latin1');
const ENTRY = Buffer.from('PK\x01\x02', 'latin1');
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;

/** Names of the files in a ZIP archive, by its central directory; none for what is no archive, or a broken one. */
function namesInArchive(file: Buffer): string[] {
  const end = file.lastIndexOf(END);
  if (file.subarray(0, 4).toString('latin1') !== 'PK\x03\x04' || end < 0 || end + END_LENGTH > file.length) return [];
  const names: string[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + ENTRY_LENGTH > file.length || !file.subarray(at, at + 4).equals(ENTRY)) return [];
    const [name, extra, comment] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    names.push(file.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + name));
    at += ENTRY_LENGTH + name + extra + comment;
  }
  return names;
}

function isText(file: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file);
    return text.trim() !== '' && !/[^\P{Cc}\t\r\n\f]/u.test(text);
  } catch {
    return false;
  }
}

/** Longer names are cut. */
const LONGEST = 80;

/** The name under which a file is saved: that which it had, harmless on every system, with the ending of what it is. */
export function savedName(given: string, ending: string): string {
  const plain = given
    .replace(/^.*[/\\]/, '')
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/gu, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return `${[...plain].slice(0, LONGEST).join('') || 'file'}.${ending}`;
}

/** For `Content-Disposition` (RFC 6266): saved, never shown in the house's own name. */
export function attachment(name: string): string {
  const quoted = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${quoted}"; filename*=UTF-8''${encoded}`;
}
