import { conflict, type Refused } from '../../platform/errors.js';
import { addDays, type DateText, daysBetween } from '../../platform/time.js';
import type { Programme } from '../contract/programme.entity.js';
import type { ContractDocument, DocumentKind } from './contract-document.entity.js';

/** Managers are told so many days before. */
const DAYS_BEFORE = 3;

type Due = Pick<Programme, 'contractDate' | 'toDate' | 'documentDays' | 'completionDays'>;

export type StandardKind = Exclude<DocumentKind, 'other'>;
export const STANDARD_KINDS = [
  'commencement',
  'responsible',
  'schedule',
  'completion',
] as const satisfies StandardKind[];

/** K15: at once after the contract, K17: after the work is done; how many days that is, the programme says. */
export function dueDateOf(
  kind: DocumentKind,
  { contractDate, toDate, documentDays, completionDays }: Due,
): DateText | null {
  if (kind === 'other') return null;
  return kind === 'completion' ? addDays(toDate, completionDays) : addDays(contractDate, documentDays);
}

/** Is it still to be handed in? */
export function isOpen({ status }: Pick<ContractDocument, 'status'>): boolean {
  return status === 'due' || status === 'draft' || status === 'returned';
}

export function whyNotVersion({ status }: Pick<ContractDocument, 'status'>): Refused | undefined {
  return status === 'submitted' || status === 'accepted'
    ? conflict('dated', 'programmes.document_with_city')
    : undefined;
}

export function whyNotSubmit({ status }: Pick<ContractDocument, 'status'>): Refused | undefined {
  if (status === 'draft') return undefined;
  return conflict(
    'submit',
    status === 'due' || status === 'returned' ? 'programmes.document_not_written' : 'programmes.document_with_city',
  );
}

export function whyNoAnswer({ status }: Pick<ContractDocument, 'status'>): Refused | undefined {
  return status === 'submitted' ? undefined : conflict('answer', 'programmes.document_not_submitted');
}

/** Of what managers are to be told on a day. Each once. */
export function reminderOf(
  document: Pick<ContractDocument, 'status' | 'dueDate' | 'remindedAt' | 'overdueRemindedAt'>,
  today: DateText,
): 'soon' | 'overdue' | undefined {
  const { dueDate, remindedAt, overdueRemindedAt } = document;
  if (!isOpen(document) || dueDate === null) return undefined;
  const days = daysBetween(today, dueDate);
  if (days < 0) return overdueRemindedAt === null ? 'overdue' : undefined;
  return days <= DAYS_BEFORE && remindedAt === null ? 'soon' : undefined;
}
