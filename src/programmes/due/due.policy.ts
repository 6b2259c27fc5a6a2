import { addDays, type DateText } from '../../platform/time.js';
import type { ContractDocument } from '../documents/contract-document.entity.js';
import { isOpen } from '../documents/document.policy.js';
import { type Dates, isLate, taskStanding } from '../schedule/task.policy.js';

/** What is due within so many days is shown. */
const DAYS_AHEAD = 14;

export type Side = 'operator' | 'city';

/** Whether a document waits for this side: for the city once it is handed in, for the operator once it is due or given back. */
export function documentWaits(
  document: Pick<ContractDocument, 'status' | 'dueDate'>,
  side: Side,
  today: DateText,
): 'answer' | 'returned' | 'late' | 'soon' | undefined {
  const { status, dueDate } = document;
  if (side === 'city') return status === 'submitted' ? 'answer' : undefined;
  if (status === 'returned') return 'returned';
  if (!isOpen(document) || dueDate === null) return undefined;
  if (dueDate < today) return 'late';
  return dueDate <= addDays(today, DAYS_AHEAD) ? 'soon' : undefined;
}

/** Whether a line of the schedule waits for the operator. */
export function taskWaits(task: Dates, today: DateText): 'late' | 'soon' | undefined {
  const standing = taskStanding(task, today, false);
  if (isLate(standing)) return 'late';
  return standing.state !== 'done' && task.planTo <= addDays(today, DAYS_AHEAD) ? 'soon' : undefined;
}

/** Whether a monthly report waits for this side. */
export function reportWaits(status: string, side: Side): 'answer' | 'returned' | 'draft' | undefined {
  if (side === 'city') return status === 'submitted' ? 'answer' : undefined;
  return status === 'returned' || status === 'draft' ? status : undefined;
}
