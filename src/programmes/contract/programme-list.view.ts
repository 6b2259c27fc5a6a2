import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import type { DueLine } from '../due/due-lines.js';
import type { TargetLine } from '../targets/target-figures.js';
import { lineView, STATE_KIND } from '../targets/target.view.js';
import { MANAGERS, type ProgrammeWithCity } from './readable.js';

/** What needs somebody first, then what goes well. */
const STATES = ['missed', 'behind', 'on_track', 'reached', 'unknown', 'none'] as const;

/** All programmes, for those who run or read several: how many targets are behind, and which. */
export function listView(
  programmes: readonly ProgrammeWithCity[],
  lines: ReadonlyMap<number, TargetLine[]>,
  due: readonly DueLine[],
  viewer: Viewer,
  asOf: DateText,
): object {
  const runs = isOne(viewer, MANAGERS);
  const running = programmes.filter(({ status }) => status === 'open');
  const states = running.flatMap(({ id }) => lines.get(id) ?? []).map(({ standing }) => standing.state);
  const group = ({ id, title, city, fromDate, toDate }: ProgrammeWithCity): object => {
    const own = (lines.get(id) ?? []).map((line) => lineView(line, asOf));
    return { title, city, fromDate, toDate, href: paths.programme(id), lines: own };
  };
  return {
    title: 'programmes:list.title',
    lead: runs ? 'programmes:list.lead' : 'programmes:list.lead_officer',
    manage: runs,
    due,
    dueTitle: runs ? 'programmes:due.title' : 'programmes:due.title_officer',
    none: runs ? 'programmes:list.none' : 'programmes:list.none_officer',
    counts: STATES.map((state) => ({
      state: `programmes:states.${state}`,
      kind: STATE_KIND[state],
      count: states.filter((one) => one === state).length,
    })).filter(({ count }) => count > 0),
    running: running.map(group),
    closed: programmes.filter(({ status }) => status !== 'open').map(group),
  };
}
