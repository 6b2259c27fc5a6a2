import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { addDays, type DateText, type Moment, todayAt } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import { resourceNames } from '../booking-lists.js';
import { Booking, careCountSql } from '../booking.entity.js';
import { Reminder } from './reminder.entity.js';
import { reminderLetter, type Reminded } from './reminder.letter.js';
import { isWorthReminding, type Remembered } from './reminder.policy.js';

const KIND = 'evening_before';

type Row = Omit<Reminded, 'resources'> & Remembered;

/** Reminds members, on the evening before, of what they have booked. */
@Injectable()
export class Reminders implements OnModuleInit {
  private readonly log = new Logger('Reminders');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly mailer: Mailer,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'bookings.reminders',
      schedule: { every: 'day', at: '18:00' },
      catchUp: 'latest', // reminders of days that are over help nobody
      repeatable: true,
      run: (dueAt) => this.remind(dueAt),
    });
  }

  /**
   * Writes to everybody with bookings on the day after `dueAt`. What is written already is not written again, so this may
   * be repeated. A person for whom it fails keeps nobody else from hers. @throws whatever failed, in the end
   */
  async remind(dueAt: Moment): Promise<void> {
    const date = addDays(todayAt(dueAt), 1);
    const members = await this.waiting(this.database.reader, date)
      .select('booking.member_id', 'memberId')
      .distinct()
      .orderBy('booking.member_id')
      .getRawMany<{ memberId: number }>();
    const failures: unknown[] = [];
    for (const { memberId } of members) {
      await this.remindOne(memberId, date, dueAt).catch((error: unknown) => {
        this.log.error(`member ${memberId} could not be reminded`, error instanceof Error ? error.stack : error);
        failures.push(error);
      });
    }
    if (failures.length > 0) throw failures[0];
  }

  /** The bookings are read again under the member's lock: another process may be at it, or she cancels just now. */
  private async remindOne(memberId: number, date: DateText, dueAt: Moment): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'member', memberId);
      const now = this.clock.now();
      const rows = await this.bookingsOf(tx, memberId, date);
      const due = rows.filter((row) => isWorthReminding(row, dueAt, now));
      if (due.length === 0) return;
      const member = await tx.findOneByOrFail(User, { id: memberId });
      const names = await resourceNames(
        tx,
        due.map(({ id }) => id),
      );
      const [first, ...more] = due.map((row) => ({ ...row, resources: names.get(row.id) ?? [] }));
      await tx.insert(
        Reminder,
        due.map(({ id }) => ({ bookingId: id, kind: KIND, date, writtenAt: now }) as const),
      );
      await this.mailer.send(tx, recipient(member), reminderLetter([first!, ...more], todayAt(now)));
    });
  }

  private async bookingsOf(tx: EntityManager, memberId: number, date: DateText): Promise<Row[]> {
    const rows = await this.waiting(tx, date)
      .innerJoin(Venue, 'venue', 'venue.id = booking.venue_id')
      .select('booking.id', 'id')
      .addSelect('booking.date', 'date')
      .addSelect('booking.start_minute', 'start')
      .addSelect('booking.end_minute', 'end')
      .addSelect('COALESCE(booking.changed_at, booking.created_at)', 'settledAt')
      .addSelect(careCountSql('booking'), 'careCount')
      .addSelect('venue.name', 'venue')
      .andWhere('booking.member_id = :memberId', { memberId })
      .orderBy('booking.start_minute')
      .addOrderBy('booking.id')
      .getRawMany<Raw<Row>>();
    return rows.map((row) => ({ ...row, careCount: Number(row.careCount), settledAt: fromSql(row.settledAt) }));
  }

  /** What stands on a date and was not reminded of, of people who want it and whom mail reaches. */
  private waiting(manager: EntityManager, date: DateText): SelectQueryBuilder<Booking> {
    const done = 'reminder.booking_id = booking.id AND reminder.kind = :kind AND reminder.date = booking.date';
    return manager
      .createQueryBuilder(Booking, 'booking')
      .innerJoin(User, 'member', 'member.id = booking.member_id')
      .leftJoin(Reminder, 'reminder', done, { kind: KIND })
      .where("booking.date = :date AND booking.status = 'booked' AND reminder.booking_id IS NULL", { date })
      .andWhere('member.evening_reminder = :wanted', { wanted: true })
      .andWhere('member.email_confirmed_at IS NOT NULL AND member.deactivated_at IS NULL');
  }
}
