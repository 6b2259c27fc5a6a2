import { paths } from '../../platform/paths.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS } from '../contract/readable.js';
import { type Cell, isNumber, type RowsLink } from './report-cells.js';
import type { OpenReport } from './report-reading.js';

/** Where this viewer sees the rows behind a figure of this report; nowhere: she does not see them. */
export function rowsOf({ report, content, programme }: OpenReport, viewer: Viewer): (cell: Cell) => string | undefined {
  const { from, to } = content.figures;
  const month = report.month;
  const manages = isOne(viewer, MANAGERS);
  const address = (link: RowsLink): string | undefined => {
    switch (link.of) {
      case 'target':
        return paths.targetRows(programme.id, link.id, { month: link.month ? month : undefined });
      case 'course':
        return paths.countRows({ courseId: link.id, from, asOf: to });
      case 'session':
        if (manages) return paths.attendance(link.id);
        return paths.countRows({ courseId: link.courseId, from: link.date, asOf: link.date });
      case 'bookings':
        return paths.usage({ month });
      case 'care':
        return paths.careFigures({ month });
      case 'incidents':
        return manages ? paths.careIncidents() : undefined;
      case 'sessions':
        return '#table-sessions';
    }
  };
  return (cell) => (isNumber(cell) && cell.rows && cell.number > 0 ? address(cell.rows) : undefined);
}
