import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { CommentsView } from './comments/report-comments.view.js';
import { type PrintedSection, printSections } from './printed-sections.js';
import type { OpenReport } from './report-reading.js';
import { sectionsOf } from './report-sections.js';
import { rowsOf } from './rows-links.js';
import { rowsOnPage } from './rows-on-page.js';
import { correctionTable } from './tables/other.tables.js';

/** Of one part: there are as many as targets. */
const MOST_CHARTS = 3;

interface Asked {
  viewer: Viewer;
  language: Language;
  /** The rows of a long table, as rows-on-page.ts says. */
  rows: string | undefined;
  /** None: the latest version, or the draft. */
  version: number | undefined;
}

/**
 * The parts of a report, and what has changed since: bounded, however much happened in a month. Who looks for a figure has
 * hundreds of links before her, and needs neither pictures nor words.
 */
export function partsView(
  open: OpenReport,
  { comments, beside, threads }: CommentsView,
  { viewer, language, rows, version }: Asked,
): { sections: object[]; changes: PrintedSection | undefined } {
  const { report, programme, content, shown } = open;
  const { picking } = comments;
  const sections = sectionsOf(content);
  const changes = { ...correctionTable(open.changes), key: 'changes' };
  const pageWith = (other: string): string =>
    paths.report(report.month, { programme: programme.id, version, figure: picking ? 'pick' : undefined, rows: other });
  const counts = [...sections.flatMap(({ tables }) => tables), changes].map((table) => table.rows.length);
  const onPage = rowsOnPage(rows, pageWith, counts);
  const linked = rowsOf(open, viewer);
  const printed = printSections(sections, language, {
    beside: (place, cell) => ({ href: linked(cell), ...beside(place) }),
    rowsOf: onPage,
  });
  const since = { key: 'changes', title: 'reports:show.changes', tables: [changes] };
  return {
    sections: printed
      .filter(({ tables }) => !picking || tables.length > 0)
      .map(({ charts, ...section }) => ({
        ...section,
        charts: picking ? [] : charts.slice(0, MOST_CHARTS),
        moreCharts: picking ? 0 : Math.max(0, charts.length - MOST_CHARTS),
        threads: shown && threads.filter((one) => one.section === section.key),
      })),
    changes: open.changes.length > 0 ? printSections([since], language, { rowsOf: onPage })[0] : undefined,
  };
}
