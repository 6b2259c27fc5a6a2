import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hashOf } from '../../accounts/one-time-links.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { Refused } from '../../platform/errors.js';
import { type DateText, todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Course } from '../courses/course.entity.js';
import { OwnSessions } from '../sessions/own-sessions.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { SessionSurvey, SurveyAnswer, SurveyToken } from './session-survey.entity.js';
import { resultOf, type SurveyAnswerFacts } from './survey.policy.js';
import { formView, resultView } from './survey.view.js';

interface Asked {
  sessionId: number;
  title: string;
  date: DateText;
}

/** How people liked a session. */
@Injectable()
export class Surveys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: OwnSessions,
  ) {}

  /** Opening a link changes nothing. One statement. @throws Refused surveys.link_gone */
  async form(token: string): Promise<object> {
    return formView(await this.asked(this.database.reader, token), token);
  }

  /** Uses the link up. Nothing tells afterwards whose it was. @throws Refused surveys.link_gone */
  async answer(token: string, answer: SurveyAnswerFacts): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { sessionId } = await this.asked(tx, token);
      const used = await tx.delete(SurveyToken, { tokenHash: hashOf(token) });
      if (!used.affected) throw gone();
      await tx.insert(SurveyAnswer, { sessionId, ...answer });
    });
  }

  /** For who teaches the session, and for managers. Four statements. @throws Refused not_found */
  async result(viewer: Viewer, sessionId: number): Promise<object> {
    const { reader } = this.database;
    const session = await this.sessions.find(reader, viewer, sessionId);
    const survey = await reader.findOneBy(SessionSurvey, { sessionId });
    const answers = survey ? await reader.findBy(SurveyAnswer, { sessionId }) : [];
    return resultView(session, survey ?? undefined, resultOf(survey?.asked ?? 0, answers));
  }

  private async asked(manager: EntityManager, token: string): Promise<Asked> {
    const found = await manager
      .createQueryBuilder(SurveyToken, 'token')
      .innerJoin(SessionSurvey, 'survey', 'survey.session_id = token.session_id')
      .innerJoin(TrainingSession, 'session', 'session.id = token.session_id')
      .innerJoin(Course, 'course', 'course.id = session.course_id')
      .select(['session.id AS "sessionId"', 'course.title AS "title"', 'session.date AS "date"'])
      .where('token.token_hash = :hash AND survey.closes_on >= :today')
      .setParameters({ hash: hashOf(token), today: todayAt(this.clock.now()) })
      .getRawOne<Asked>();
    if (!found) throw gone();
    return found;
  }
}

/** Used, out of date, or never there: the three are not told apart. */
function gone(): Refused {
  return new Refused('not_found', 'surveys.link_gone');
}
