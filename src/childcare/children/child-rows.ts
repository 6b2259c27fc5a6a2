import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { question } from '../../platform/database/question.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';
import { InterviewSlot } from '../interviews/interview-slot.entity.js';
import { Interview } from '../interviews/interview.entity.js';
import { ChildApproval } from './child-approval.entity.js';
import { ChildGuardian } from './child-guardian.entity.js';
import { Child } from './child.entity.js';
import type { StandingFacts } from './standing.policy.js';

/** A child with all that her standing hangs on, and nothing of what her card says. */
export interface ChildRow extends StandingFacts {
  id: number;
  name: string;
  kana: string;
  birthDate: DateText;
  revision: number;
  /** User ids; the first has registered the child. */
  guardians: number[];
  /** The interview on which the staff has not decided yet. */
  interview: { id: number; slotId: number; date: DateText; start: Minute; end: Minute } | null;
}

type RawRow = Raw<{
  id: number;
  name: string;
  kana: string;
  birthDate: DateText;
  revision: number;
  answered: number;
  contacts: number | string;
  consent: string | null;
  healthChangedAt: Moment | null;
  outcome: 'approved' | 'ask_again' | null;
  decidedAt: Moment | null;
  validUntil: DateText | null;
  interviewId: number | null;
  slotId: number | null;
  date: DateText | null;
  start: Minute | null;
  end: Minute | null;
  userId: number | null;
}>;

type Narrowed = (query: SelectQueryBuilder<Child>) => SelectQueryBuilder<Child>;

/**
 * Those who read children who are not archived, by kana. One statement each.
 * @param narrow says which, with its values as `:name`: `child` is the alias of the children, `slot` of the slot of the
 * coming interview
 */
export function childRows<Values extends object = object>(
  narrow: Narrowed = (query) => query,
): (manager: EntityManager, values: Values) => Promise<ChildRow[]> {
  const rows = question<RawRow, Values>((manager) => narrow(written(manager)));
  return async (manager, values) => [...groupBy(await rows(manager, values), ({ id }) => id).values()].map(rowOf);
}

export const everyChild = childRows();
/** One of them. */
export const childRow = childRows<{ id: number }>((query) => query.andWhere('child.id = :id'));

function written(manager: EntityManager): SelectQueryBuilder<Child> {
  return manager
    .createQueryBuilder(Child, 'child')
    .leftJoin(ChildGuardian, 'guardian', 'guardian.child_id = child.id')
    .leftJoin(Interview, 'interview', "interview.child_id = child.id AND interview.status = 'booked'")
    .leftJoin(InterviewSlot, 'slot', 'slot.id = interview.slot_id')
    .leftJoin(
      ChildApproval,
      'approval',
      'approval.id = (SELECT MAX(one.id) FROM child_approval one WHERE one.child_id = child.id)',
    )
    .select(['child.id AS "id"', 'child.name AS "name"', 'child.kana AS "kana"', 'child.birth_date AS "birthDate"'])
    .addSelect('child.revision', 'revision')
    .addSelect(
      `CASE WHEN child.allergies IS NULL OR child.medication IS NULL OR child.conditions IS NULL THEN 0 ELSE 1 END`,
      'answered',
    )
    .addSelect('(SELECT COUNT(*) FROM child_contact one WHERE one.child_id = child.id)', 'contacts')
    .addSelect('(SELECT MAX(one.version) FROM child_consent one WHERE one.child_id = child.id)', 'consent')
    .addSelect('child.health_changed_at', 'healthChangedAt')
    .addSelect('approval.outcome', 'outcome')
    .addSelect('approval.decided_at', 'decidedAt')
    .addSelect('approval.valid_until', 'validUntil')
    .addSelect('interview.id', 'interviewId')
    .addSelect('interview.slot_id', 'slotId')
    .addSelect('slot.date', 'date')
    .addSelect('slot.start_minute', 'start')
    .addSelect('slot.end_minute', 'end')
    .addSelect('guardian.user_id', 'userId')
    .where('child.archived_at IS NULL')
    .orderBy('child.kana')
    .addOrderBy('child.id')
    .addOrderBy('guardian.position');
}

function rowOf(rows: RawRow[]): ChildRow {
  const [row] = rows as [RawRow, ...RawRow[]];
  const { id, name, kana, birthDate, revision, consent, outcome, decidedAt, validUntil } = row;
  return {
    id,
    name,
    kana,
    birthDate,
    revision,
    consent,
    healthAnswered: Number(row.answered) === 1,
    contacts: Number(row.contacts),
    healthChangedAt: fromSql(row.healthChangedAt),
    decision: outcome && decidedAt !== null ? { outcome, at: fromSql(decidedAt), validUntil } : null,
    interviewOn: row.date,
    interview:
      row.interviewId === null
        ? null
        : { id: row.interviewId, slotId: row.slotId!, date: row.date!, start: row.start!, end: row.end! },
    guardians: rows.flatMap(({ userId }) => (userId === null ? [] : [userId])),
  };
}
