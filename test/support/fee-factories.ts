import type { Answer } from './visitor.js';
import type { VenueFees } from '../../src/venues/venue-rules.js';

/** K17: 200 yen an hour, 800 a day, 5,000 a month; rooms 1,000 an hour, PCs nothing. */
export const PRICED: VenueFees = {
  free: false,
  prices: [
    { kind: 'desk', hour: 200, day: 800 },
    { kind: 'room', hour: 1000, day: null },
  ],
  month: 5000,
  chargesNoShows: false,
  taxPercent: 10,
  issuer: { name: 'つどいの会', address: '東京都小平市小川町2-1333', registrationNumber: 'T7000012050002' },
};

/** The marks of the lines that can be ticked on a member's list. */
export function openMarks({ $ }: Answer): string[] {
  return $('[name=lines]')
    .toArray()
    .map((box) => String($(box).val()));
}
