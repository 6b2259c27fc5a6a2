/** A table of so many rows stands on the page whole. */
const SHORT = 12;
/** So many rows have the longer ones together: a month may have hundreds of sessions. Paper has them all. */
const ROWS = 40;
const FEWEST = 5;

/** Which rows of a long table stand on the page, and the way to the others. */
export interface RowsOnPage {
  first: number;
  /** The one after the last. */
  end: number;
  previous?: string;
  next?: string;
  place: string;
}

/**
 * @param asked `sessions.2`: the second page of that table; of the others the first stands there
 * @param pageWith the address of the page with other rows, named in the same way
 * @param counts how many rows each table of the page has
 * @returns nothing for a table that stands there whole
 */
export function rowsOnPage(
  asked: string | undefined,
  pageWith: (rows: string) => string,
  counts: readonly number[],
): (key: string, count: number) => RowsOnPage | undefined {
  const [table, page] = asked?.split('.') ?? [];
  const size = Math.max(FEWEST, Math.floor(ROWS / counts.filter((count) => count > SHORT).length));
  return (key, count) => {
    if (count <= SHORT || count <= size) return undefined;
    const pages = Math.ceil(count / size);
    const here = key === table ? Math.min(Math.max(1, Number(page)), pages) : 1;
    const at = (other: number): string => `${pageWith(`${key}.${other}`)}#table-${key}`;
    const [first, end] = [(here - 1) * size, Math.min(count, here * size)];
    return {
      first,
      end,
      ...(here > 1 && { previous: at(here - 1) }),
      ...(here < pages && { next: at(here + 1) }),
      place: `${first + 1}–${end} / ${count}`,
    };
  };
}
