import type { Code } from '../errors.js';

/** Words by their key, with what goes into them: `home:welcome`, `{ key: 'bookings:limit', max: 3 }`. */
export type Phrase = string | ({ key: string } & Record<string, unknown>);

/** The words of a coded refusal: `bookings.taken` stands in `bookings.json` under `refusals.taken`. */
export function refusalPhrase(code: Code, params: Record<string, unknown> = {}): Phrase {
  const dot = code.indexOf('.');
  return { ...params, key: `${code.slice(0, dot)}:refusals.${code.slice(dot + 1)}` };
}
