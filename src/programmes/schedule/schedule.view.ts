import { paths } from '../../platform/paths.js';
import { addDays, addMonths, type DateText, daysBetween, firstOfMonth } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Programme } from '../contract/programme.entity.js';
import { mayChange } from '../targets/target.view.js';
import { type Task, TASK_KINDS } from './task.entity.js';
import { isLate, taskStanding } from './task.policy.js';

const STATE_KIND = {
  done: 'good',
  late: 'bad',
  late_start: 'bad',
  under_way: 'wait',
  coming: '',
  unrecorded: '',
} as const;
/** More columns than this cannot be read. */
const MOST_MONTHS = 36;

/** The first days of the months of the chart: those of the contract, and what is planned or done beside it. */
export function monthsOf(
  { fromDate, toDate }: Pick<Programme, 'fromDate' | 'toDate'>,
  tasks: readonly Task[],
): DateText[] {
  const days = tasks.flatMap(({ planFrom, planTo, actualFrom, actualTo }) => [planFrom, planTo, actualFrom, actualTo]);
  const all = [fromDate, toDate, ...days.filter((day) => day !== null)].toSorted();
  const months: DateText[] = [];
  const last = all.at(-1)!;
  for (let month = firstOfMonth(all[0]!); month <= last && months.length < MOST_MONTHS; month = addMonths(month, 1)) {
    months.push(month);
  }
  return months;
}

/** How far it has come: to its end, else to today. */
export function actualEnd({ actualFrom, actualTo }: Task, today: DateText): DateText | null {
  if (actualFrom === null) return null;
  return actualTo ?? (today > actualFrom ? today : actualFrom);
}

export function scheduleView(programme: Programme, tasks: readonly Task[], viewer: Viewer, today: DateText): object {
  const months = monthsOf(programme, tasks);
  const changes = mayChange(viewer, programme);
  const lines = tasks.map((task) => {
    const standing = taskStanding(task, today, programme.status === 'closed');
    const end = actualEnd(task, today);
    return {
      ...task,
      milestone: task.kind === 'milestone',
      href: changes ? paths.taskEdit(programme.id, task.id) : undefined,
      state: `programmes:task.states.${standing.state}`,
      kind: STATE_KIND[standing.state],
      late: standing.late > 0 ? { key: 'programmes:task.late', count: standing.late } : undefined,
      plan: months.map((month) => touches(month, task.planFrom, task.planTo)),
      actual: months.map((month) => task.actualFrom !== null && touches(month, task.actualFrom, end!)),
      isLate: isLate(standing),
    };
  });
  return {
    title: { key: 'programmes:schedule.title', programme: programme.title },
    programme,
    changes,
    months: months.map((month, at) => {
      const [year, number] = month.split('-').map(Number);
      return { number, year: at === 0 || number === 1 ? year : undefined };
    }),
    lines,
    lateCount: lines.filter((line) => line.isLate).length,
    pdf: paths.schedulePdf(programme.id),
  };
}

/** @param task the one that is edited; none: a new one */
export function taskFormView(programme: Programme, task?: Task): object {
  return {
    title: task ? { key: 'programmes:task.edit_title', title: task.title } : 'programmes:task.new_title',
    programme,
    task,
    kind: task?.kind ?? TASK_KINDS[0],
    kinds: TASK_KINDS.map((value) => ({ value, label: `programmes:task.kinds.${value}` })),
  };
}

export function daysOf(months: readonly DateText[]): number {
  return daysBetween(months[0]!, addMonths(months.at(-1)!, 1));
}

function touches(month: DateText, from: DateText, to: DateText): boolean {
  return from <= addDays(addMonths(month, 1), -1) && month <= to;
}
