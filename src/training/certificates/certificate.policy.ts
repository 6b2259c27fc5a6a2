import type { Code } from '../../platform/errors.js';

/** What is known of one person in one course. */
export interface Standing {
  /** So many of a hundred sessions are asked for; none: the course has no certificate. */
  percent: number | null;
  /** Sessions that have begun; those that were cancelled were not held. */
  held: number;
  /** Sessions that are still to come. */
  ahead: number;
  /** Those that were held at which she was: present, late, left early (DOMAIN, Rules of trainings and counting). */
  attended: number;
}

/** Why no certificate is due (yet). The percentage is of the sessions that were held, once the last has begun. */
export function whyNotDue({ percent, held, ahead, attended }: Standing): Code | undefined {
  if (percent === null) return 'certificates.not_offered';
  if (ahead > 0 || held === 0) return 'certificates.not_over';
  if (attended === 0 || attended * 100 < percent * held) return 'certificates.too_few';
  return undefined;
}

/** How many of so many sessions are needed. */
export function neededOf(percent: number, sessions: number): number {
  return Math.max(1, Math.ceil((percent * sessions) / 100));
}

/** Digits and capitals that are not taken for one another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 100 bits: nobody finds one by trying. */
const LENGTH = 20;

/** @param random at least 20 bytes of chance */
export function codeFrom(random: Uint8Array): string {
  return Array.from(random.subarray(0, LENGTH), (byte) => LETTERS[byte % 32]).join('');
}

/** Typed from paper: small letters, gaps and hyphens do no harm. Nothing for what is no code. */
export function readCode(text: string): string | undefined {
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : undefined;
}

/** `7K3Q-F2MX-…` */
export function codeText(code: string): string {
  return code.match(/.{4}/g)!.join('-');
}

const VEIL = '○';

/** A name so far that who holds the paper can compare: the first letter of each part, `山○ 花○`. */
export function veiled(name: string): string {
  const parts = name.trim().split(/[\s\u3000]+/u);
  return parts
    .map((part, at) => {
      const [first = '', ...rest] = [...new Intl.Segmenter('ja').segment(part)].map(({ segment }) => segment);
      if (rest.length === 0) return at === 0 && parts.length > 1 ? first : VEIL;
      return first + VEIL.repeat(rest.length);
    })
    .join(' ');
}

/** `2026-0012`. */
export function certificateNumber({ fiscalYear, number }: { fiscalYear: number; number: number }): string {
  return `${fiscalYear}-${String(number).padStart(4, '0')}`;
}
