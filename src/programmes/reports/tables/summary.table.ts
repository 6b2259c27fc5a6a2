import { type Cell, count, hours, percent, type ReportTable, unitOf } from '../report-cells.js';
import type { ReportFigures } from '../report-content.js';

/** The month on half a page. */
export function summaryTable({ space, care, trainings, incidents }: ReportFigures): ReportTable {
  const row = (what: string, value: Cell, unit: string): Cell[] => [
    { say: `reports:what.${what}` },
    value,
    unitOf(unit),
  ];
  const { minutes, kept } = care.staffing;
  return {
    key: 'summary',
    head: ['reports:head.item', 'reports:head.month', 'reports:head.unit'],
    rows: [
      row('bookings', count(space.bookings, { of: 'bookings' }), 'times'),
      row('booking_minutes', hours(space.minutes, { of: 'bookings' }), 'hours'),
      row('booking_people', count(space.people, { of: 'bookings' }), 'people'),
      row('no_shows', percent(space.noShows, space.expected), 'percent'),
      row('care_visits', count(care.visits, { of: 'care' }), 'people'),
      row('care_children', count(care.children, { of: 'care' }), 'people'),
      row('care_minutes', hours(care.minutes, { of: 'care' }), 'hours'),
      row('staffing_kept', percent(kept, minutes), 'percent'),
      row('sessions', count(trainings.sessions.length, { of: 'sessions' }), 'times'),
      row('attendances', count(trainings.attendances, { of: 'sessions' }), 'people'),
      row('attendance_people', count(trainings.people, { of: 'sessions' }), 'people'),
      row('incidents', count(incidents.minor + incidents.moderate + incidents.serious, { of: 'incidents' }), 'cases'),
    ],
  };
}
