import type { Code } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';
import type { ReportStatus } from './monthly-report.entity.js';

/** 下書き → 提出 → 差し戻し or 受理; what was accepted is opened again for a new version. */
export type Step = 'write' | 'submit' | 'decide' | 'reopen';

const FROM: Record<Step, readonly ReportStatus[]> = {
  write: ['draft', 'returned'],
  submit: ['draft', 'returned'],
  decide: ['submitted'],
  reopen: ['accepted'],
};

const REFUSALS: Record<Step, Code> = {
  write: 'reports.frozen',
  submit: 'reports.submitted_already',
  decide: 'reports.nothing_to_decide',
  reopen: 'reports.not_accepted',
};

export interface StepFacts {
  status: ReportStatus;
  /** The last day that it tells of. */
  lastDay: DateText;
  today: DateText;
}

/** Why a step cannot be done now; nothing: it can. A month is submitted when it is over. */
export function whyNotNow(step: Step, { status, lastDay, today }: StepFacts): Code | undefined {
  if (!FROM[step].includes(status)) return REFUSALS[step];
  if (step === 'submit' && today <= lastDay) return 'reports.month_not_over';
  return undefined;
}

/** Is it computed anew whenever somebody looks? */
export function isLive(status: ReportStatus): boolean {
  return FROM.write.includes(status);
}

/** Why there is no report of a month: it has not begun, or the programme does not run then. */
export function whyNoReport(
  month: string,
  { fromDate, toDate }: { fromDate: DateText; toDate: DateText },
  today: DateText,
): Code | undefined {
  if (month > today.slice(0, 7)) return 'reports.month_not_begun';
  return month < fromDate.slice(0, 7) || month > toDate.slice(0, 7) ? 'reports.outside_period' : undefined;
}
