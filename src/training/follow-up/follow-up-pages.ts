import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { searchPattern } from '../../accounts/search-text.js';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { Exports } from '../../platform/audit/exports.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { groupBy } from '../../platform/group-by.js';
import { todayAt } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { TrainingCount } from '../count/training-count.js';
import { Course } from '../courses/course.entity.js';
import { FollowUp } from './follow-up.entity.js';
import type { FollowUpQuery, Standing } from './follow-up-form.js';
import { followUpMonths, type StepDates } from './follow-up.policy.js';
import { followUpsCsv, listView, personView } from './follow-up.view.js';
import { datesOf, firstTrainings } from './follow-ups.js';

const PER_PAGE = 50;

/** Reads what the pages about follow-up show. Who is known by name alone is counted, but not followed. */
@Injectable()
export class FollowUpPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly counts: TrainingCount,
    private readonly exports: Exports,
  ) {}

  /** At most six statements. */
  async list(query: FollowUpQuery): Promise<object> {
    const { people, months } = await this.found(query);
    const pages = Math.max(1, Math.ceil(people.length / PER_PAGE));
    const page = Math.min(query.page ?? 1, pages);
    const shown = people.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    const users = await this.users(shown);
    return listView({ query, people: shown, users, months, all: people.length, page, pages });
  }

  /** Everybody who was found, by name: for those who may know it, and the trail says who took it along. */
  async csv(viewer: Viewer, query: FollowUpQuery, language: Language): Promise<Buffer> {
    const { people } = await this.found(query);
    const subject = { kind: 'follow_up', id: null };
    const detail = { standing: query.standing };
    await this.exports.note(viewer.id, {
      action: 'training.follow_ups_exported',
      subject,
      people: people.length,
      detail,
    });
    return followUpsCsv(people, await this.users(people), language);
  }

  private async found(query: FollowUpQuery) {
    const { reader } = this.database;
    const today = todayAt(this.clock.now());
    const first = firstTrainings(await this.counts.turnouts(reader, { asOf: today }));
    const steps = await reader.findBy(FollowUp, { withdrawnAt: IsNull() });
    const byPerson = new Map([...groupBy(steps, ({ userId }) => userId)].map(([id, of]) => [id, datesOf(of)]));
    const named = query.q === '' ? undefined : await this.named(reader, query.q);
    const people = [...first]
      .flatMap(([userId, trained]) => {
        if (userId < 0 || (named && !named.has(userId))) return []; // known by name alone, or not looked for
        const dates = byPerson.get(userId) ?? {};
        return query.standing && standingOf(dates) !== query.standing ? [] : [{ userId, trained, dates }];
      })
      .toSorted((a, b) => b.trained.localeCompare(a.trained) || a.userId - b.userId);
    return { people, months: followUpMonths(first, steps, today) };
  }

  private users(people: readonly { userId: number }[]): Promise<Pick<User, 'id' | 'name' | 'kana'>[]> {
    return this.database.reader.find(User, {
      select: { id: true, name: true, kana: true },
      where: { id: In([0, ...people.map(({ userId }) => userId)]) },
    });
  }

  /** Five statements. @throws Refused not_found: nobody, or in no training yet */
  async person(userId: number): Promise<object> {
    const { reader } = this.database;
    const user = await reader.findOne(User, { select: { id: true, name: true, kana: true }, where: { id: userId } });
    const attended = await this.counts.ofMember(reader, userId, todayAt(this.clock.now()));
    if (!user || attended.length === 0) throw notFound();
    const rows = await reader
      .createQueryBuilder(FollowUp, 'step')
      .leftJoinAndMapOne('step.author', User, 'author', 'author.id = step.recorded_by')
      .where('step.user_id = :userId', { userId })
      .orderBy('step.date')
      .addOrderBy('step.id')
      .getMany();
    const courses = await reader.find(Course, { select: { id: true, title: true } });
    return personView({ user, attended, rows, courses, today: todayAt(this.clock.now()) });
  }

  private async named(manager: EntityManager, words: string): Promise<Set<number>> {
    const found = await manager
      .createQueryBuilder(User, 'user')
      .select('user.id', 'id')
      .where("user.search_text LIKE :words ESCAPE '!'", { words: searchPattern(words) })
      .getRawMany<{ id: number }>();
    return new Set(found.map(({ id }) => id));
  }
}

export function standingOf({ first_work, third_work }: StepDates): Standing {
  if (third_work !== undefined) return 'third_work';
  return first_work === undefined ? 'trained' : 'first_work';
}
