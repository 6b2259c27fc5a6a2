import { type DateText, weekdayOf } from '../../platform/time.js';

/** Bookings of the same stretch of one day. */
export interface StretchCount {
  date: DateText;
  start: number;
  end: number;
  bookings: number;
}

export interface Heat {
  /** Hours of the day, from the first in which anybody was there to the last. */
  hours: number[];
  /** Minutes of all bookings together, by weekday (1 Monday) and hour: `minutes[1][9]`. */
  minutes: Record<number, Record<number, number>>;
  most: number;
}

/** How much of each hour of the week was booked. */
export function heatOf(rows: readonly StretchCount[]): Heat {
  const minutes: Heat['minutes'] = {};
  const used = new Set<number>();
  for (const { date, start, end, bookings } of rows) {
    const day = (minutes[weekdayOf(date)] ??= {});
    for (let hour = Math.floor(start / 60); hour * 60 < end; hour += 1) {
      used.add(hour);
      const within = Math.min(end, (hour + 1) * 60) - Math.max(start, hour * 60);
      day[hour] = (day[hour] ?? 0) + within * bookings;
    }
  }
  const [first, last] = [Math.min(...used), Math.max(...used)];
  const hours = used.size === 0 ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const most = Math.max(0, ...Object.values(minutes).flatMap((day) => Object.values(day)));
  return { hours, minutes, most };
}
