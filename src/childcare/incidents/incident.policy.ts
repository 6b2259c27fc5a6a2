import { addDays, addMonths, type DateText, type Moment, todayAt } from '../../platform/time.js';

/** `serious`: death, unconsciousness, or a treatment of 30 days or more (DOMAIN, Rules of childcare). */
export const GRADES = ['minor', 'moderate', 'serious'] as const;
export type Grade = (typeof GRADES)[number];

/** What is added to an incident: who was told, which report the city has got, what was put right. */
export const ENTRY_KINDS = ['guardian', 'manager', 'city', 'first_report', 'second_report', 'correction'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export interface IncidentFacts {
  happenedAt: Moment;
  grade: Grade;
  /** In the order in which they were recorded. */
  entries: readonly { kind: EntryKind; grade: Grade | null; at: Moment }[];
}

/** The grade as it was put right last. */
export function gradeOf({ grade, entries }: Pick<IncidentFacts, 'grade' | 'entries'>): Grade {
  return entries.reduce<Grade>((held, entry) => entry.grade ?? held, grade);
}

export interface ReportDue {
  kind: 'first_report' | 'second_report';
  /** The last day on which it is in time. */
  by: DateText;
  done: boolean;
  overdue: boolean;
}

/** The reports that a serious accident asks for: the first on the same or the next day, the second within a month. */
export function reportsOf(incident: IncidentFacts, today: DateText): ReportDue[] {
  if (gradeOf(incident) !== 'serious') return [];
  const day = todayAt(incident.happenedAt);
  const due = { first_report: addDays(day, 1), second_report: addMonths(day, 1) };
  return (['first_report', 'second_report'] as const).map((kind) => {
    const done = incident.entries.some((entry) => entry.kind === kind);
    return { kind, by: due[kind], done, overdue: !done && today > due[kind] };
  });
}
