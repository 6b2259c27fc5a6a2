/** Rows of keyboards, the alphabet and the digits, one after the other: what fingers do by themselves. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '12345678901234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
];
/** What people hang on a word to make it long enough: figures, and marks beside them. */
const HANGING = /^[\d\p{P}\p{S}\s]+|[\d\p{P}\p{S}\s]+$/gu;
/** A word that short says nothing of what is hung on it. */
const SHORTEST = 3;

/**
 * Would it be among the first thousands that a stranger tries (NIST SP 800-63B)? Nothing is asked of its kinds of letters: long and
 * unusual is enough.
 * @param password NFKC
 * @param isListed is it, in small letters, one of those that many people have?
 */
export function isCommon(password: string, isListed: (word: string) => boolean): boolean {
  const word = password.trim().toLowerCase();
  const bare = word.replace(HANGING, '');
  if (isListed(word) || isRun(word)) return true;
  if (bare.length >= SHORTEST && (isListed(bare) || isRun(bare)) && bare.length * 2 >= word.length - 2) return true;
  const unit = unitOf(word);
  return unit !== undefined && (unit.length < 6 || isListed(unit));
}

/** `abcabcabc` is `abc` over and over: the shortest such part. */
function unitOf(word: string): string | undefined {
  return /^(.+?)\1+$/u.exec(word)?.[1];
}

/** Letters as they stand side by side, one way or the other. */
function isRun(word: string): boolean {
  const back = [...word].toReversed().join('');
  return RUNS.some((run) => run.includes(word) || run.includes(back));
}
