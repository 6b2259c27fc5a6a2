import { groupBy } from '../../platform/group-by.js';
import type { Stretch } from '../../venues/venue-rules.js';
import type { Grid, GridGroup } from './grid.view.js';
import { paint, type Run } from './runs.js';

/** A stretch of the timetable of which the viewer may know whose it is. */
export interface SeenStretch extends Stretch {
  resourceId: number;
  bookingId: number;
  own: boolean;
  memberName: string;
}

/** Lays over the shared grid what this viewer may know beyond it; rows and groups that this does not touch stay the same objects. */
export function layOver(grid: Grid, seen: readonly SeenStretch[]): Grid {
  const byResource = groupBy(seen, ({ resourceId }) => resourceId);
  return {
    ...grid,
    groups: grid.groups.map((group) =>
      group.rows.some(({ id }) => byResource.has(id)) ? over(group, byResource) : group,
    ),
  };
}

function over(group: GridGroup, byResource: ReadonlyMap<number, SeenStretch[]>): GridGroup {
  const rows = group.rows.map((row) => {
    const known = byResource.get(row.id);
    return known ? { ...row, runs: paint(row.runs, known.map(runOf)) } : row;
  });
  return { ...group, rows };
}

function runOf({ start, end, own, bookingId, memberName }: SeenStretch): Run {
  return { start, end, state: own ? 'own' : 'other', booking: { id: bookingId, memberName } };
}
