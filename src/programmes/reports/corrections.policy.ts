import type { Correction, ReportFigures } from './report-content.js';

/** Sums of a month that are compared later: by name, such as `bookings` or `target.3.total`. */
export type Sums = Record<string, number>;

/** The sums that are compared. A report and the months of the rooms give them alike. */
export function sumsOf({ space, care, trainings, targets }: ReportFigures): Sums {
  return {
    bookings: space.bookings,
    booking_minutes: space.minutes,
    booking_people: space.people,
    care_visits: care.visits,
    care_children: care.children,
    care_minutes: care.minutes,
    attendances: trainings.attendances,
    attendance_people: trainings.people,
    ...Object.fromEntries(targets.map(({ id, inMonth }) => [`target.${id}.total`, inMonth.total])),
    ...Object.fromEntries(targets.map(({ id, inMonth }) => [`target.${id}.distinct`, inMonth.distinct])),
  };
}

/** What the city was told last of each month: by its own report, or by the corrections of a later one. @param reports by month */
export function lastTold(reports: readonly { month: string; figures: ReportFigures }[]): Map<string, Sums> {
  const told = new Map<string, Sums>();
  for (const { month, figures } of reports) {
    told.set(month, sumsOf(figures));
    for (const { month: earlier, name, now } of figures.corrections) {
      const sums = told.get(earlier);
      if (sums) sums[name] = now;
    }
  }
  return told;
}

/** Where it differs now, by month and in the order of the sums. What was never told, such as a target that came later, is no correction. */
export function correctionsOf(
  told: ReadonlyMap<string, Sums>,
  now: ReadonlyMap<string, Sums>,
  titles: ReadonlyMap<string, string> = new Map(),
): Correction[] {
  return [...told]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([month, sums]) =>
      Object.entries(sums).flatMap(([name, was]): Correction[] => {
        const found = now.get(month)?.[name] ?? 0;
        if (name.startsWith('target.') && !titles.has(name)) return []; // nobody counts it any more
        return found === was ? [] : [{ month, name, title: titles.get(name), was, now: found }];
      }),
    );
}
