import { groupBy } from '../group-by.js';
import { addMonths, type DateText, firstOfMonth } from '../time.js';
import type { Measured, Measurement, MonthMeasured } from './indicator.js';

/** Figures that add up: nobody is known twice in what was written down by hand. @param until the last month is that of this day */
export function measurementOf(rows: readonly (Measured & { date: DateText })[], until: DateText): Measurement {
  const byMonth = groupBy(rows, ({ date }) => firstOfMonth(date));
  const first = [...byMonth.keys()].toSorted()[0];
  const months: MonthMeasured[] = [];
  let cumulative: Measured = { total: 0, distinct: 0 };
  for (let month = first; month !== undefined && month <= firstOfMonth(until); month = addMonths(month, 1)) {
    const of = sumOf(byMonth.get(month) ?? []);
    cumulative = sumOf([cumulative, of]);
    months.push({ month, ...of, cumulative });
  }
  return { ...sumOf(rows), months };
}

function sumOf(rows: readonly Measured[]): Measured {
  return rows.reduce<Measured>(
    (sum, { total, distinct, gaps }) => ({
      total: sum.total + total,
      distinct: sum.distinct + distinct,
      ...((sum.gaps || gaps) && { gaps: true }),
    }),
    { total: 0, distinct: 0 },
  );
}
