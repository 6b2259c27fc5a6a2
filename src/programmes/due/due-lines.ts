import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import type { Programme } from '../contract/programme.entity.js';
import { MANAGERS } from '../contract/readable.js';
import { documentWaits, reportWaits, type Side, taskWaits } from './due.policy.js';
import type { Paper } from './papers.js';

export interface DueLine {
  /** What people typed, or a month. */
  what: Phrase;
  status: Phrase;
  kind: 'bad' | 'wait';
  href: string;
  /** Of the programme. */
  programme: string;
  date: DateText | null;
}

/**
 * What waits for a person: for officers what was handed in, for managers what they owe. Of programmes under way, the latest
 * last. @param programmes those that the viewer may read
 */
export function dueLines(
  papers: readonly Paper[],
  programmes: readonly Programme[],
  viewer: Viewer,
  today: DateText,
): DueLine[] {
  const side: Side = isOne(viewer, MANAGERS) ? 'operator' : 'city';
  const open = new Map(programmes.filter(({ status }) => status === 'open').map(({ id, title }) => [id, title]));
  return papers
    .flatMap((paper): DueLine[] => {
      const programme = open.get(paper.programmeId);
      const why = programme === undefined ? undefined : whyWaits(paper, side, today);
      return why === undefined ? [] : [{ ...lineOf(paper), ...statusOf(why), programme: programme! }];
    })
    .toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? ''));
}

function whyWaits(paper: Paper, side: Side, today: DateText): string | undefined {
  if (paper.part === 'document') return documentWaits(paper, side, today);
  if (paper.part === 'report') return reportWaits(paper.status, side);
  return side === 'operator' ? taskWaits(paper, today) : undefined;
}

function lineOf(paper: Paper): Pick<DueLine, 'what' | 'href' | 'date'> {
  const { programmeId } = paper;
  if (paper.part === 'report') {
    const href = paths.report(paper.month, { programme: programmeId });
    return { what: { key: 'programmes:due.report', month: `${paper.month}-01` }, href, date: null };
  }
  const what = { key: 'programmes:due.typed', title: paper.title };
  if (paper.part === 'task') return { what, href: paths.schedule(programmeId), date: paper.planTo };
  return { what, href: paths.document(programmeId, paper.id), date: paper.dueDate };
}

function statusOf(why: string): Pick<DueLine, 'status' | 'kind'> {
  return { status: `programmes:due.${why}`, kind: why === 'late' || why === 'returned' ? 'bad' : 'wait' };
}
