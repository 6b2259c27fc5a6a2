import { z } from 'zod';
import { DAY_MINUTES } from '../../platform/time.js';
import { optionalTime } from '../../platform/web/form-fields.js';
import { decisionFields, decisionOf, type Decision } from '../rules/decision.js';
import { endName, type HoursLine, startName, STRETCHES_A_DAY, WEEKDAYS } from './hours.policy.js';

const LINES = WEEKDAYS.flatMap((weekday) =>
  Array.from({ length: STRETCHES_A_DAY }, (_, index) => ({ weekday, line: index + 1 })),
);

const timeFields = Object.fromEntries(
  LINES.flatMap(({ weekday, line }) => [
    [startName(weekday, line), optionalTime()],
    [endName(weekday, line), optionalTime()],
  ]),
);

export interface HoursForm {
  lines: HoursLine[];
  decision: Decision;
}

export const hoursForm = z.object({ ...timeFields, ...decisionFields }).transform((form): HoursForm => {
  const times = form as unknown as Record<string, number | null>;
  const lines = LINES.map(({ weekday, line }) => ({
    weekday,
    line,
    start: times[startName(weekday, line)] ?? null,
    end: endOfDay(times[endName(weekday, line)] ?? null),
  }));
  return { lines, decision: decisionOf(form as unknown as Decision) };
});

/** A time input knows no 24:00: what ends at 0:00 ends at the end of the day. */
function endOfDay(minute: number | null): number | null {
  return minute === 0 ? DAY_MINUTES : minute;
}
