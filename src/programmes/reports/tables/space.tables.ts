import { heatSvg } from '../../../bookings/usage/heat.chart.js';
import { WEEKDAYS } from '../../../bookings/usage/usage-numbers.js';
import { clockText } from '../../../platform/time.js';
import { count, hours, percent, type ReportChart, type ReportTable } from '../report-cells.js';
import type { ReportFigures } from '../report-content.js';

type Space = ReportFigures['space'];

/** 席、パソコン、部屋. */
export function kindTable({ kinds }: Space): ReportTable {
  return {
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
}

/** Which hours of the week were used; nothing where none was. */
export function heatChart({ heat }: Space): ReportChart[] {
  if (heat.hours.length === 0) return [];
  return [{ draw: (language, on) => heatSvg(heat, language, on), alt: 'reports:heat_chart', wide: true }];
}

/** The figures of that picture. */
export function heatTable({ heat }: Space): ReportTable {
  return {
    key: 'heat',
    note: 'reports:notes.heat',
    grid: true,
    head: [
      'reports:head.weekday',
      ...heat.hours.map((hour) => ({ key: 'mails:verbatim', text: clockText(hour * 60) })),
    ],
    rows: WEEKDAYS.map((weekday) => [
      { say: `venues:weekdays.${weekday}` },
      ...heat.hours.map((hour) => hours(heat.minutes[weekday]?.[hour] ?? 0)),
    ]),
    sums: heat.hours.map((_, column) => column + 1),
  };
}
