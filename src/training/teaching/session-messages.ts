import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { hashOf } from '../../accounts/one-time-links.js';
import { User } from '../../accounts/user.entity.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { Refused } from '../../platform/errors.js';
import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { paths } from '../../platform/paths.js';
import type { Moment } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Enrolment } from '../enrolment/enrolment.entity.js';
import { SessionSeat } from '../enrolment/session-seat.entity.js';
import { OwnSessions } from '../sessions/own-sessions.js';
import type { SessionRow } from '../sessions/session-rows.js';
import { SessionMessage } from './session-message.entity.js';

/** What somebody wrote into a form. */
export interface NewMessage {
  text: string;
  /** Of the form as it was opened. */
  key: string;
}

export interface SentMessage extends Pick<SessionMessage, 'text' | 'recipients'> {
  at: Moment;
  by: string;
}

/** Words of a trainer to those who are enrolled in a session of hers. Nobody's address is shown to anybody. */
@Injectable()
export class SessionMessages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: OwnSessions,
    private readonly mailer: Mailer,
    private readonly audit: Audit,
  ) {}

  /**
   * One mail to each. The same words from the same form again go to nobody: a button that was pressed twice, or a page that
   * was gone back to.
   * @returns how many they went to
   * @throws Refused not_found: none, or not hers; teaching.nobody
   */
  async send(viewer: Viewer, sessionId: number, { text, key }: NewMessage): Promise<number> {
    const sending = hashOf([sessionId, key, text].join('\n'));
    return this.database.transaction(async (tx) => {
      const session = await this.sessions.find(tx, viewer, sessionId);
      await this.database.lock(tx, 'session_message', sessionId);
      const before = await tx.findOneBy(SessionMessage, { sending });
      if (before) return before.recipients;
      const people = await this.recipients(tx, sessionId);
      const recipients = people.length;
      if (recipients === 0) throw new Refused('conflict', 'teaching.nobody');
      const sent = { sentAt: this.clock.now(), sentBy: viewer.id };
      await tx.insert(SessionMessage, { sessionId, text, recipients, sending, ...sent });
      const letter = messageLetter(session, viewer.name, text);
      await this.mailer.sendAll(
        tx,
        people.map((user) => this.mailer.print(recipient(user), letter)),
      );
      const subject = { kind: 'training_session', id: sessionId };
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'training.message_sent',
        subject,
        detail: { recipients },
      });
      return recipients;
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

  /** What was sent so far, the latest first. One statement. */
  async sent(manager: EntityManager, sessionId: number): Promise<SentMessage[]> {
    const rows = await manager
      .createQueryBuilder(SessionMessage, 'message')
      .innerJoin(User, 'author', 'author.id = message.sent_by')
      .select(['message.text AS "text"', 'message.recipients AS "recipients"', 'message.sent_at AS "at"'])
      .addSelect('author.name', 'by')
      .where('message.session_id = :sessionId', { sessionId })
      .orderBy('message.id', 'DESC')
      .getRawMany<Raw<SentMessage>>();
    return rows.map((row) => ({ ...row, at: fromSql(row.at) }));
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
