import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import type { Indicator, Measured, Measurement, Scope } from '../../platform/indicators/indicator.js';
import { Indicators } from '../../platform/indicators/indicators.js';
import { paths } from '../../platform/paths.js';
import { CATEGORIES, Course, SKILL_UP } from '../courses/course.entity.js';
import { type Figure, figureOf, figuresOf } from './count.policy.js';
import { TrainingCount } from './training-count.js';
import type { Turnout } from './turnout.policy.js';
import type { Asked } from './turnouts.js';

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

  /** One statement for all that is asked as it was known at the same time. */
  private async measure(manager: EntityManager, scopes: readonly Scope[]): Promise<Measurement[]> {
    const found = new Map<Scope, Measurement>();
    for (const together of groupBy(scopes, ({ knownBy }) => knownBy?.epochMilliseconds).values()) {
      const turnouts = await this.count.turnouts(manager, askedBy(together));
      for (const scope of together) found.set(scope, measurementOf(scope, turnouts));
    }
    return scopes.map((scope) => found.get(scope)!);
  }

  /** One row a session. Two statements. */
  private async rows(manager: EntityManager, scope: Scope): ReturnType<Indicator['rows']> {
    const turnouts = within(scope, await this.count.turnouts(manager, askedBy([scope])));
    const courses = await manager.find(Course, { select: { id: true, title: true } });
    const titles = new Map(courses.map(({ id, title }) => [id, title]));
    const rows = turnouts.map(({ date, courseId, sessionId, people: { length } }) => {
      const text = titles.get(courseId) ?? '';
      return { date, text, href: paths.session(courseId, sessionId), total: length, distinct: length };
    });
    return { rows, sums: measured(figureOf(turnouts)) };
  }
}

/** All that these scopes take in, and more where they differ. @param scopes one at least */
function askedBy(scopes: readonly Scope[]): Asked {
  return {
    courseIds: [...new Set(scopes.flatMap(({ courseIds }) => courseIds))],
    from: scopes.map(({ from }) => from).toSorted()[0],
    asOf: scopes
      .map(({ until }) => until)
      .toSorted()
      .at(-1)!,
    known: { by: scopes[0]!.knownBy },
  };
}

/** Only what counts toward the target, in the courses of the programme. */
function within({ courseIds, categories, from, until }: Scope, turnouts: readonly Turnout[]): Turnout[] {
  const courses = new Set(courseIds);
  const wanted = new Set(categories);
  return turnouts.filter(
    ({ courseId, category, target, date }) =>
      courses.has(courseId) &&
      target === SKILL_UP &&
      date >= from &&
      date <= until &&
      (wanted.size === 0 || wanted.has(category)),
  );
}

function measurementOf(scope: Scope, turnouts: readonly Turnout[]): Measurement {
  const { months, ...whole } = figuresOf(within(scope, turnouts), scope.until);
  return {
    ...measured(whole),
    months: months.map(({ month, cumulative, ...of }) => ({
      month,
      ...measured(of),
      cumulative: measured(cumulative),
    })),
  };
}

function measured({ attendances, people }: Figure): Measured {
  return { total: attendances, distinct: people };
}
