import { type Cell, count, hours, percent, type ReportTable, unitOf } from '../report-cells.js';
import type { ReportFigures } from '../report-content.js';

/** By band of age; then what was offered, and how it was kept. */
export function careTables({ bands, slots, slotMinutes, ...care }: ReportFigures['care']): ReportTable[] {
  const row = (what: string, value: Cell, unit: string): Cell[] => [
    { say: `care:figures.${what}` },
    value,
    unitOf(unit),
  ];
  return [
    {
      key: 'bands',
      title: 'reports:tables.bands',
      note: 'reports:notes.bands',
      head: ['band', 'visits', 'children', 'hours'].map((name) => `reports:head.${name}`),
      rows: bands.map(({ band, visits, children, minutes }) => [
        { say: `care:bands.${band}` },
        count(visits),
        count(children),
        hours(minutes),
      ]),
      sums: [1, 3],
    },
    {
      key: 'care',
      title: 'reports:tables.care',
      head: ['item', 'month', 'unit'].map((name) => `reports:head.${name}`),
      rows: [
        row('slots', count(slots), 'slots'),
        row('slot_hours', hours(slotMinutes), 'hours'),
        row('visits', count(care.visits), 'people'),
        row('children', count(care.children), 'people'),
        row('absent', count(care.absent), 'people'),
        row('refused_at_door', count(care.refusedAtDoor), 'people'),
        ...care.lacking.map(({ reason, count: number }): Cell[] => [
          { say: { key: 'reports:lacking', reason: { key: `care:lacking.${reason}` } } },
          count(number),
          { say: 'reports:units.times' },
        ]),
        row('staffing_kept', percent(care.staffing.kept, care.staffing.minutes), 'percent'),
      ],
    },
  ];
}
