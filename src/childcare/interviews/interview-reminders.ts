import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { addDays, type Moment, todayAt } from '../../platform/time.js';
import { InterviewMails } from './interview-mails.js';
import { slotRows } from './interview-rows.js';
import { Interview } from './interview.entity.js';

/** Reminds whoever has booked an interview, on the evening before. */
@Injectable()
export class InterviewReminders implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly mails: InterviewMails,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'childcare.interview_reminders',
      schedule: { every: 'day', at: '18:00' },
      catchUp: 'latest',
      repeatable: true,
      run: (dueAt) => this.remind(dueAt),
    });
  }

  /** Each interview of the day after `dueAt` once: the row remembers it in the transaction of the mail. */
  async remind(dueAt: Moment): Promise<void> {
    const date = addDays(todayAt(dueAt), 1);
    const rows = await slotRows(this.database.reader, (query) =>
      query.andWhere("slot.date = :date AND interview.status = 'booked'", { date }),
    );
    for (const { children } of rows) {
      // One letter for a meeting, be it about several children.
      const id = children.find(({ status }) => status === 'booked')!.interviewId;
      await this.database.transaction(async (tx) => {
        const marked = await tx
          .createQueryBuilder()
          .update(Interview)
          .set({ remindedFor: date })
          .where("id = :id AND status = 'booked' AND (reminded_for IS NULL OR reminded_for <> :date)", { id, date })
          .execute();
        if (marked.affected) await this.mails.tell(tx, 'reminder', id);
      });
    }
  }
}
