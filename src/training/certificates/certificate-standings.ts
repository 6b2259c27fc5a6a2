import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { minuteAt, type Moment, todayAt } from '../../platform/time.js';
import { attendedUpTo } from '../count/count.policy.js';
import type { SessionFacts } from '../count/attendance-reading.js';
import { TrainingCount } from '../count/training-count.js';
import { membersAmong, whoOf } from '../count/who.js';
import type { Course } from '../courses/course.entity.js';
import type { Standing } from './certificate.policy.js';

/** How a course stands at a moment. */
export interface CourseStanding extends Omit<Standing, 'attended'> {
  /** Members who were at one session at least. */
  userIds: number[];
  of(userId: number): Standing;
}

/** Who has been there how often, read from the rows of attendance. */
@Injectable()
export class CertificateStandings {
  constructor(private readonly count: TrainingCount) {}

  /** By course. Three statements, however many courses. */
  async of(
    manager: EntityManager,
    courses: readonly Pick<Course, 'id' | 'certificatePercent'>[],
    now: Moment,
  ): Promise<Map<number, CourseStanding>> {
    const ids = courses.map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const [today, minute] = [todayAt(now), minuteAt(now)];
    const { sessions, ...facts } = await this.count.facts(manager, ids);
    const began = ({ date, start }: SessionFacts): boolean => date < today || (date === today && start <= minute);
    const held = new Set(sessions.filter(began).map(({ sessionId }) => sessionId));
    const attended = attendedUpTo(facts, today).filter(({ sessionId }) => held.has(sessionId));
    const [sessionsOf, attendedAt] = [
      groupBy(sessions, ({ courseId }) => courseId),
      groupBy(attended, (one) => one.courseId),
    ];
    return new Map(
      courses.map(({ id, certificatePercent: percent }) => {
        const all = sessionsOf.get(id) ?? [];
        const common = { percent, held: all.filter(began).length, ahead: all.filter((one) => !began(one)).length };
        return [
          id,
          standingOf(
            common,
            groupBy(attendedAt.get(id) ?? [], ({ who }) => who),
          ),
        ];
      }),
    );
  }
}

function standingOf(
  common: Omit<Standing, 'attended'>,
  byPerson: ReadonlyMap<string, readonly unknown[]>,
): CourseStanding {
  return {
    ...common,
    userIds: membersAmong(byPerson.keys()),
    of: (userId) => ({ ...common, attended: byPerson.get(whoOf({ userId, walkInId: null }))?.length ?? 0 }),
  };
}
