import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DateText, type Moment, momentAt, todayAt } from '../../platform/time.js';
import { AttendanceCorrections } from '../../training/roll-call/attendance-corrections.js';
import type { AttendanceFix } from './report-content.js';
import type { Told } from './told-contents.js';

interface Asked {
  /** `2026-10` */
  month: string;
  courseIds: readonly number[];
  /** The first day of the programme. */
  from: DateText;
  /** The last day that the report tells of. */
  to: DateText;
  now: Moment;
}

/** Attendance that managers put right after its month was final: each is named once, in the report that is handed in next. */
@Injectable()
export class AttendanceFixes {
  constructor(private readonly corrections: AttendanceCorrections) {}

  /** Since an earlier month was last handed in. One statement. @param told what the city holds */
  async since(
    manager: EntityManager,
    told: readonly Told[],
    { month, courseIds, from, to, now }: Asked,
  ): Promise<AttendanceFix[]> {
    const handedIn = told.filter(({ content }) => content.month < month).map(({ submittedAt }) => submittedAt);
    const latest = handedIn.toSorted((a, b) => b.epochMilliseconds - a.epochMilliseconds)[0];
    const made = await this.corrections.made(manager, { from: latest ?? momentAt(from, 0), to: now });
    const own = made.filter(({ courseId, date }) => courseIds.includes(courseId) && date <= to);
    return own.map(({ date, title, from: was, status, reason, at }) => {
      return { date, course: title, was, now: status, reason, on: todayAt(at) };
    });
  }
}
