import type { Judgement } from './kind.js';
import { type Deed, MOST_FINDINGS, type Report } from './report.js';
import type { Sheet } from './sheet.js';

/** What a person is shown of a file that was checked. */
export function reportOf(sheet: Sheet, { deeds, problems, warnings }: Judgement): Report {
  const count = (deed: Deed): number => deeds.filter((one) => one === deed).length;
  return {
    encoding: sheet.encoding,
    ...(sheet.fileProblem ? { fileProblem: sheet.fileProblem } : {}),
    rows: sheet.rows.length,
    add: count('a'),
    update: count('u'),
    skip: count('s'),
    wrong: count('x'),
    problems: problems.slice(0, MOST_FINDINGS),
    problemsInAll: problems.length,
    warnings: warnings.slice(0, MOST_FINDINGS),
    warningsInAll: warnings.length,
    ignored: sheet.headings.ignored,
    sample: sheet.sample,
  };
}
