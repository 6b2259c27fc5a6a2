import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { hashOf, newToken } from '../../accounts/one-time-links.js';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { groupBy } from '../../platform/group-by.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import type { Letter } from '../../platform/mail/letter.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { paths } from '../../platform/paths.js';
import { addDays, type DateText, minuteAt, momentAt, todayAt } from '../../platform/time.js';
import { attendedUpTo } from '../count/count.policy.js';
import { TrainingCount } from '../count/training-count.js';
import { membersAmong } from '../count/who.js';
import { Course } from '../courses/course.entity.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { SessionSurvey, SurveyToken } from './session-survey.entity.js';
import { OPEN_DAYS } from './survey.policy.js';

/** The roll is called late sometimes: so many days afterwards people are still asked. */
const DAYS_BACK = 3;
const EVENING = '19:00';

type DueSession = Pick<TrainingSession, 'id' | 'courseId' | 'date' | 'endMinute'> & { title: string };

/** Asks those who were at a session, in the evening, how they liked it. Editorial meetings are work: nobody is asked. */
@Injectable()
export class SurveyMails implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly mailer: Mailer,
    private readonly count: TrainingCount,
  ) {}

  onModuleInit(): void {
    const schedule = { every: 'day', at: EVENING } as const;
    const run = async (): Promise<void> => {
      await this.send();
      await this.forget();
    };
    this.jobs.register({ name: 'training.surveys', schedule, catchUp: 'latest', repeatable: true, run });
  }

  /** @returns how many sessions were asked about: those at which somebody was, each once */
  async send(): Promise<number> {
    const due = await this.due();
    const courseIds = [...new Set(due.map(({ courseId }) => courseId))];
    const facts = await this.count.facts(this.database.reader, courseIds);
    const present = groupBy(attendedUpTo(facts, todayAt(this.clock.now())), ({ sessionId }) => sessionId);
    let asked = 0;
    for (const session of due) {
      const ids = membersAmong((present.get(session.id) ?? []).map(({ who }) => who));
      if (ids.length > 0 && (await this.ask(session, ids))) asked += 1;
    }
    return asked;
  }

  /** Links that are out of date. */
  async forget(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx
        .createQueryBuilder()
        .delete()
        .from(SurveyToken)
        .where('session_id IN (SELECT session_id FROM session_survey WHERE closes_on < :today)')
        .setParameters({ today: todayAt(this.clock.now()) })
        .execute();
    });
  }

  /** Sessions that are over, lately, and about which nobody was asked yet. */
  private async due(): Promise<DueSession[]> {
    const now = this.clock.now();
    const today = todayAt(now);
    const rows = await this.database.reader
      .createQueryBuilder(TrainingSession, 'session')
      .innerJoin(Course, 'course', 'course.id = session.course_id')
      .leftJoin(SessionSurvey, 'survey', 'survey.session_id = session.id')
      .select(['session.id AS "id"', 'session.course_id AS "courseId"', 'session.date AS "date"'])
      .addSelect(['session.end_minute AS "endMinute"', 'course.title AS "title"'])
      .where("session.status = 'planned' AND survey.session_id IS NULL AND course.category <> 'meeting'")
      .andWhere('session.date BETWEEN :from AND :today', { from: addDays(today, -DAYS_BACK), today })
      .orderBy('session.date')
      .addOrderBy('session.id')
      .getRawMany<DueSession>();
    return rows.filter(({ date, endMinute }) => date < today || endMinute <= minuteAt(now));
  }

  private ask(session: DueSession, userIds: readonly number[]): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'session_survey', session.id);
      if (await tx.existsBy(SessionSurvey, { sessionId: session.id })) return false;
      const people = (await tx.findBy(User, { id: In([...userIds]) })).filter(({ deactivatedAt }) => !deactivatedAt);
      if (people.length === 0) return false;
      const now = this.clock.now();
      const closesOn = addDays(todayAt(now), OPEN_DAYS - 1);
      await tx.insert(SessionSurvey, { sessionId: session.id, asked: people.length, mailedAt: now, closesOn });
      const mails = people.map((person) => ({ person, token: newToken() }));
      await this.keepTokens(
        tx,
        session.id,
        mails.map(({ token }) => token),
      );
      const print = ({ person, token }: (typeof mails)[0]) =>
        this.mailer.print(recipient(person), letterOf(session, token, closesOn));
      await this.mailer.sendAll(tx, mails.map(print));
      return true;
    });
  }

  /** In an order of their own, so that none tells from its place whose it is. */
  private async keepTokens(tx: EntityManager, sessionId: number, tokens: readonly string[]): Promise<void> {
    const rows = tokens.map((token) => ({ tokenHash: hashOf(token), sessionId }));
    await tx.insert(
      SurveyToken,
      rows.toSorted((a, b) => (a.tokenHash < b.tokenHash ? -1 : 1)),
    );
  }
}

function letterOf({ title, date }: DueSession, token: string, closesOn: DateText): Letter {
  const params = { title, date, closesOn };
  return {
    name: 'training.survey',
    subject: { ...params, key: 'surveys:letter.subject' },
    paragraphs: [{ ...params, key: 'surveys:letter.text' }, 'surveys:letter.anonymous'],
    action: { label: 'surveys:letter.action', path: paths.survey(token) },
    closing: [{ ...params, key: 'surveys:letter.closing' }],
    expiresAt: momentAt(closesOn, 24 * 60),
  };
}
