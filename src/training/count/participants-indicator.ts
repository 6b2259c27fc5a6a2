import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import type { IndicatorRow, Measured, Measurement, Scope } from '../../platform/indicators/indicator.js';
import { Indicators } from '../../platform/indicators/indicators.js';
import { paths } from '../../platform/paths.js';
import { CATEGORIES, Course, SKILL_UP } from '../courses/course.entity.js';
import { type AttendanceFacts, attendedUpTo, countOf, type Figure } from './count.policy.js';
import { TrainingCount } from './training-count.js';

/** Those who came to trainings that count (K11), 延べ and 実: what targets of programmes are set for. */
@Injectable()
export class ParticipantsIndicator implements OnModuleInit {
  constructor(
    private readonly indicators: Indicators,
    private readonly count: TrainingCount,
  ) {}

  onModuleInit(): void {
    this.indicators.register({
      name: 'training_participants',
      categories: CATEGORIES.map((name) => ({ name, label: `training:categories.${name}` })),
      measure: (manager, scopes) => this.measure(manager, scopes),
      rows: (manager, scope) => this.rows(manager, scope),
    });
  }

  /** Three statements. */
  private async measure(manager: EntityManager, scopes: readonly Scope[]): Promise<Measurement[]> {
    const facts = await this.count.facts(manager);
    return scopes.map((scope) => {
      const { months, ...whole } = countOf(within(facts, scope), scope.until, { by: scope.knownBy });
      return {
        ...measured(whole),
        months: months.map(({ month, cumulative, ...of }) => ({
          month,
          ...measured(of),
          cumulative: measured(cumulative),
        })),
      };
    });
  }

  /** One row a session. Four statements. */
  private async rows(manager: EntityManager, scope: Scope): Promise<IndicatorRow[]> {
    const facts = await this.count.facts(manager);
    const attended = attendedUpTo(within(facts, scope), scope.until, { by: scope.knownBy });
    const courses = await manager.find(Course, { select: { id: true, title: true } });
    const titles = new Map(courses.map(({ id, title }) => [id, title]));
    return [...groupBy(attended, ({ sessionId }) => sessionId)]
      .map(([sessionId, of]): IndicatorRow => {
        const [{ date, courseId }] = of as [(typeof of)[number]];
        const people = new Set(of.map(({ who }) => who)).size;
        const text = titles.get(courseId) ?? '';
        return { date, text, href: paths.session(courseId, sessionId), total: of.length, distinct: people };
      })
      .toSorted((a, b) => a.date.localeCompare(b.date));
  }
}

/** Only what counts toward the target, in the courses of the programme. */
function within(facts: AttendanceFacts, { courseIds, categories, from }: Scope): AttendanceFacts {
  const courses = new Set(courseIds);
  const wanted = new Set(categories);
  const rows = facts.rows.filter(
    ({ courseId, category, target, date }) =>
      courses.has(courseId) && target === SKILL_UP && date >= from && (wanted.size === 0 || wanted.has(category)),
  );
  return { ...facts, rows };
}

function measured({ attendances, people }: Figure): Measured {
  return { total: attendances, distinct: people };
}
