/** Letters and digits that nobody takes for each other (Crockford's base 32). */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 16;

/** How many a person is given. */
export const RECOVERY_CODES = 10;

/** `4k7d-…`: 80 bits in four groups. @param random as many bytes as a code has letters */
export function recoveryCodeOf(random: Uint8Array): string {
  const letters = [...random.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return letters.replace(/.{4}(?=.)/g, '$&-');
}

/** The code however it is typed: any width and case, with or without hyphens, o for 0 and i or l for 1. Nothing for what is none. */
export function typedRecoveryCode(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '');
  const code = plain.replaceAll('o', '0').replace(/[il]/g, '1');
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : undefined;
}
