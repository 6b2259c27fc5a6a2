/** Damm's table: the digit at the end shows any one digit that is wrong, and any two neighbours that are swapped. */
const TABLE = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** How many members can have a number: six digits, then the one that checks them. */
export const MOST_NUMBERS = 1_000_000;
const HALF = 1000;
const ROUNDS = 6;

/** Stirs one half: a number from 0 to 999 for a round and the other half. */
export type Stir = (round: number, half: number) => number;

export function withCheckDigit(digits: string): string {
  return digits + checkOf(digits);
}

/** @param text as typed: digits of any width, with gaps and dashes. @returns the seven digits, or nothing where they do not check. */
export function readNumber(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/[\s\u2010-\u2015\u2212\u30fc-]/g, '');
  return /^\d{7}$/.test(digits) && checkOf(digits) === 0 ? digits : undefined;
}

/**
 * Numbers do not follow each other as members do: whoever knows hers does not know her neighbour's. A permutation (Feistel) of
 * what six digits can say, so that no two are alike and none has to be kept.
 */
export function mix(number: number, stir: Stir): number {
  let [left, right] = [Math.floor(number / HALF), number % HALF];
  for (let round = 0; round < ROUNDS; round += 1) [left, right] = [right, (left + stir(round, right)) % HALF];
  return left * HALF + right;
}

/** The way back. */
export function unmix(number: number, stir: Stir): number {
  let [left, right] = [Math.floor(number / HALF), number % HALF];
  for (let round = ROUNDS - 1; round >= 0; round -= 1)
    [left, right] = [(right - stir(round, left) + HALF) % HALF, left];
  return left * HALF + right;
}

function checkOf(digits: string): number {
  return [...digits].reduce((row, digit) => Number(TABLE[row]![Number(digit)]), 0);
}
