import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { User } from '../../accounts/user.entity.js';
import { Audit } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { Refused } from '../../platform/errors.js';
import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { paths } from '../../platform/paths.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Enrolment } from '../enrolment/enrolment.entity.js';
import { SessionSeat } from '../enrolment/session-seat.entity.js';
import { OwnSessions } from '../sessions/own-sessions.js';
import type { SessionRow } from '../sessions/session-rows.js';

/** Words of a trainer to those who are enrolled in a session of hers. Nobody's address is shown to anybody. */
@Injectable()
export class SessionMessages {
  constructor(
    private readonly database: Database,
    private readonly sessions: OwnSessions,
    private readonly mailer: Mailer,
    private readonly audit: Audit,
  ) {}

  /**
   * One mail to each. @returns how many
   * @throws Refused not_found: none, or not hers; teaching.nobody
   */
  async send(viewer: Viewer, sessionId: number, text: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      const session = await this.sessions.find(tx, viewer, sessionId);
      const people = await this.recipients(tx, sessionId);
      if (people.length === 0) throw new Refused('conflict', 'teaching.nobody');
      const letter = messageLetter(session, viewer.name, text);
      await this.mailer.sendAll(
        tx,
        people.map((user) => this.mailer.print(recipient(user), letter)),
      );
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'training.message_sent',
        subject: { kind: 'training_session', id: sessionId },
        detail: { recipients: people.length },
      });
      return people.length;
    });
  }

  /** Who has a seat, and an address that she confirmed. One statement. */
  recipients(manager: EntityManager, sessionId: number): Promise<User[]> {
    return manager
      .createQueryBuilder(User, 'user')
      .innerJoin(SessionSeat, 'seat', 'seat.user_id = user.id AND seat.released_at IS NULL')
      .innerJoin(Enrolment, 'enrolment', "enrolment.id = seat.enrolment_id AND enrolment.status <> 'offered'")
      .where('seat.session_id = :sessionId', { sessionId })
      .andWhere('user.email_confirmed_at IS NOT NULL AND user.deactivated_at IS NULL')
      .orderBy('user.id')
      .getMany();
  }
}

function messageLetter({ courseId, title, date, start, end }: SessionRow, name: string, text: string): Letter {
  return {
    name: 'training.message',
    subject: { key: 'teaching:letter.subject', title, date },
    paragraphs: [{ key: 'teaching:letter.lead', name }, ...text.split(/\n{2,}/).map(verbatim)],
    facts: [
      { label: 'enrolment:letters.what', value: verbatim(title) },
      { label: 'enrolment:letters.when', value: { key: 'enrolment:when', date, start, end } },
    ],
    action: { label: 'enrolment:letters.course', path: paths.training(courseId) },
    closing: ['teaching:letter.closing'],
  };
}
