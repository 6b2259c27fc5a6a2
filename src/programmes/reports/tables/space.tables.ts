import { clockText } from '../../../platform/time.js';
import { type Cell, count, hours, percent, type ReportTable } from '../report-cells.js';
import type { ReportFigures } from '../report-content.js';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const SHADES = 5;

/** 席、パソコン、部屋; then which hours of the week were used. */
export function spaceTables({ kinds, heat }: ReportFigures['space']): ReportTable[] {
  const byKind: ReportTable = {
    key: 'kinds',
    title: 'reports:tables.kinds',
    note: 'reports:notes.kinds',
    head: ['kind', 'bookings', 'people', 'hours', 'open', 'rate'].map((name) => `reports:head.${name}`),
    rows: kinds.map(({ kind, bookings, people, minutes, open }) => [
      { say: `venues:kinds.${kind}` },
      count(bookings),
      count(people),
      hours(minutes),
      hours(open),
      percent(minutes, open),
    ]),
    sums: [3, 4],
  };
  if (heat.hours.length === 0) return [byKind];
  const at = (weekday: number, hour: number): number => heat.minutes[weekday]?.[hour] ?? 0;
  const week: ReportTable = {
    key: 'heat',
    title: 'reports:tables.heat',
    note: 'reports:notes.heat',
    head: [
      'reports:head.weekday',
      ...heat.hours.map((hour) => ({ key: 'mails:verbatim', text: clockText(hour * 60) })),
    ],
    rows: WEEKDAYS.map((weekday): Cell[] => [
      { say: `venues:weekdays.${weekday}` },
      ...heat.hours.map((hour) => hours(at(weekday, hour))),
    ]),
    shades: WEEKDAYS.map((weekday) => [
      0,
      ...heat.hours.map((hour) => Math.ceil((at(weekday, hour) / heat.most) * SHADES)),
    ]),
    sums: heat.hours.map((_, column) => column + 1),
  };
  return [byKind, week];
}
