/** 1 Monday to 7 Sunday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** Minutes as hours, to one decimal: `7.5`, `30`. */
export function hoursOf(minutes: number): string {
  return (Math.round(minutes / 6) / 10).toString();
}

/** Per cent to one decimal; nothing where there is nothing to divide by. */
export function percentOf(part: number, whole: number): string | undefined {
  return whole === 0 ? undefined : (Math.round((part / whole) * 1000) / 10).toString();
}
