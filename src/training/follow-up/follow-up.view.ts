import type { User } from '../../accounts/user.entity.js';
import { csv } from '../../platform/documents/csv.js';
import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import type { Course } from '../courses/course.entity.js';
import { type FollowUp, STEPS } from './follow-up.entity.js';
import { type FollowUpQuery, STANDINGS } from './follow-up-form.js';
import type { FollowUpMonth, StepDates } from './follow-up.policy.js';
import type { Attended } from '../count/record.policy.js';

interface ListFacts {
  query: FollowUpQuery;
  people: readonly { userId: number; trained: DateText; dates: StepDates }[];
  users: readonly Pick<User, 'id' | 'name' | 'kana'>[];
  months: readonly FollowUpMonth[];
  /** How many were found. */
  all: number;
  page: number;
  pages: number;
}

export function listView({ query, people, users, months, all, page, pages }: ListFacts): object {
  const known = new Map(users.map((user) => [user.id, user]));
  const at = (other: number): string => paths.followUps({ ...query, page: other });
  return {
    title: 'followups:title',
    query,
    standings: STANDINGS.map((value) => ({ value, label: `followups:standings.${value}` })),
    sum: months.at(-1)?.cumulative,
    months: months.toReversed(),
    all,
    people: people.map(({ userId, trained, dates }) => ({
      trained,
      ...dates,
      name: known.get(userId)?.name,
      kana: known.get(userId)?.kana,
      href: paths.followUp(userId),
    })),
    previous: page > 1 ? at(page - 1) : undefined,
    next: page < pages ? at(page + 1) : undefined,
    csv: paths.followUpsCsv({ ...query, page: undefined }),
  };
}

/** A person a line. */
export function followUpsCsv(people: ListFacts['people'], users: ListFacts['users'], language: Language): Buffer {
  const known = new Map(users.map((user) => [user.id, user]));
  const columns = ['name', 'kana', 'first_training', 'steps.first_work', 'steps.third_work'];
  return csv([
    columns.map((name) => say(language, `followups:${name}`)),
    ...people.map(({ userId, trained, dates: { first_work = '', third_work = '' } }) => {
      const { name = '', kana = '' } = known.get(userId) ?? {};
      return [name, kana, trained, first_work, third_work];
    }),
  ]);
}

interface PersonFacts {
  user: Pick<User, 'id' | 'name' | 'kana'>;
  attended: readonly Attended[];
  rows: readonly (FollowUp & { author?: User | null })[];
  courses: readonly Pick<Course, 'id' | 'title'>[];
  today: DateText;
}

export function personView({ user, attended, rows, courses, today }: PersonFacts): object {
  const titles = new Map(courses.map(({ id, title }) => [id, title]));
  const standing = rows.filter(({ withdrawnAt }) => withdrawnAt === null);
  const has = (step: string): boolean => standing.some((row) => row.step === step);
  const missing = STEPS.filter((step) => !has(step) && (step === 'first_work' || has('first_work')));
  return {
    title: { key: 'followups:person.title', name: user.name },
    user,
    today,
    count: attended.length,
    first: { date: attended[0]!.date, course: titles.get(attended[0]!.courseId) },
    last: attended.length > 1 && { date: attended.at(-1)!.date, course: titles.get(attended.at(-1)!.courseId) },
    steps: standing.map((row) => ({
      ...row,
      label: `followups:steps.${row.step}`,
      author: row.author?.name,
      withdrawal:
        has('third_work') && row.step === 'first_work' ? undefined : paths.followUpWithdrawal(user.id, row.id),
    })),
    missing: missing.map((value) => ({ value, label: `followups:steps.${value}` })),
    chosen: missing[0],
    withdrawn: rows
      .filter(({ withdrawnAt }) => withdrawnAt !== null)
      .map((row) => ({ ...row, label: `followups:steps.${row.step}` })),
  };
}
