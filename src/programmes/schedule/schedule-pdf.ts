import { pdf } from '../../platform/documents/pdf.js';
import { eraDateText, eraMonthText } from '../../platform/time.format.js';
import { type DateText, todayAt, type Moment } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import type { Programme } from '../contract/programme.entity.js';
import { actualEnd, daysOf, monthsOf } from './schedule.view.js';
import type { Task } from './task.entity.js';
import { barOf, taskStanding } from './task.policy.js';

const words = (key: string, params: object = {}): string => say('ja', { ...params, key: `programmes:${key}` });

/** 作業予定表 on A4, lengthwise: an official document, so in Japanese and 和暦. */
export function scheduleSheet(programme: Programme, tasks: readonly Task[], now: Moment): object {
  const today = todayAt(now);
  const months = monthsOf(programme, tasks);
  const days = daysOf(months);
  const dates = (from: DateText | null, to: DateText | null): string => {
    if (from === null) return '';
    if (from === to) return eraDateText(from);
    return `${eraDateText(from)}${words('schedule.to')}${to === null ? '' : eraDateText(to)}`;
  };
  return {
    title: words('schedule.name'),
    subject: programme.title,
    made: words('schedule.made', { date: eraDateText(today) }),
    period: words('schedule.period', { from: eraDateText(programme.fromDate), to: eraDateText(programme.toDate) }),
    operator: programme.operatorName,
    years: yearsOf(months),
    months: months.map((month) => String(Number(month.slice(5, 7)))),
    head: ['what', 'plan', 'actual'].map((name) => words(`schedule.${name}`)),
    legend: [words('schedule.plan'), words('schedule.actual')],
    lines: tasks.map((task) => {
      const { state, late } = taskStanding(task, today, programme.status === 'closed');
      const end = actualEnd(task, today);
      return {
        title: task.title,
        milestone: task.kind === 'milestone',
        plan: dates(task.planFrom, task.planTo),
        actual: dates(task.actualFrom, task.actualTo),
        state: state === 'late' || state === 'late_start' ? words('task.late', { count: late }) : '',
        note: task.note ?? '',
        bars: [
          barOf(task.planFrom, task.planTo, months[0]!, days),
          task.actualFrom === null ? null : barOf(task.actualFrom, end!, months[0]!, days),
        ],
      };
    }),
  };
}

/** `令和8年` over the months that lie in it. */
function yearsOf(months: readonly DateText[]): [label: string, months: number][] {
  const years: [string, number][] = [];
  for (const month of months) {
    const year = eraMonthText(month).replace(/\d+\D$/, '');
    if (years.at(-1)?.[0] === year) years.at(-1)![1] += 1;
    else years.push([year, 1]);
  }
  return years;
}

export function schedulePdf(programme: Programme, tasks: readonly Task[], now: Moment): Buffer {
  return pdf('work-schedule', { ...scheduleSheet(programme, tasks, now), language: 'ja' });
}
