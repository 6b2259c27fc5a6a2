import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { groupBy } from '../../platform/group-by.js';
import type { IndicatorRow, Measurement, Scope } from '../../platform/indicators/indicator.js';
import { Indicators } from '../../platform/indicators/indicators.js';
import { measurementOf } from '../../platform/indicators/months.policy.js';
import { HAND_INDICATORS } from './entry-form.js';
import { IndicatorEntry } from './indicator-entry.entity.js';

type Entered = Pick<
  IndicatorEntry,
  'programmeId' | 'indicator' | 'date' | 'total' | 'distinctCount' | 'enteredAt' | 'withdrawnAt'
>;

/** 新規就労 and サイトのアクセス: entered by hand until rooms of their own own the rows. */
@Injectable()
export class HandEntries implements OnModuleInit {
  constructor(private readonly indicators: Indicators) {}

  onModuleInit(): void {
    for (const name of HAND_INDICATORS) {
      this.indicators.register({
        name,
        categories: [],
        measure: (manager, scopes) => measure(manager, name, scopes),
        rows: (manager, scope) => rows(manager, name, scope),
      });
    }
  }
}

/** One statement. */
async function measure(manager: EntityManager, indicator: string, scopes: readonly Scope[]): Promise<Measurement[]> {
  const programmeId = In([0, ...scopes.map((scope) => scope.programmeId)]);
  const all = groupBy(await manager.findBy(IndicatorEntry, { indicator, programmeId }), (one) => one.programmeId);
  return scopes.map((scope) =>
    measurementOf(
      (all.get(scope.programmeId) ?? [])
        .filter((entry) => counts(entry, scope))
        .map(({ date, total, distinctCount }) => {
          return { date, total, distinct: distinctCount ?? 0, gaps: distinctCount === null };
        }),
      scope.until,
    ),
  );
}

/** One statement. */
async function rows(manager: EntityManager, indicator: string, scope: Scope): Promise<IndicatorRow[]> {
  const { raw, entities } = await manager
    .createQueryBuilder(IndicatorEntry, 'entry')
    .leftJoin(User, 'author', 'author.id = entry.entered_by')
    .addSelect('author.name', 'author_name')
    .where('entry.programme_id = :programmeId AND entry.indicator = :indicator', {
      programmeId: scope.programmeId,
      indicator,
    })
    .orderBy('entry.date')
    .addOrderBy('entry.id')
    .getRawAndEntities<{ author_name: string | null }>();
  return entities
    .map((entry, at) => ({ entry, author: raw[at]!.author_name ?? undefined }))
    .filter(({ entry }) => counts(entry, scope))
    .map(({ entry: { date, total, distinctCount, source, note }, author }) => {
      return { date, text: note ?? '', total, distinct: distinctCount, source, author };
    });
}

/** Withdrawn ones count where they had not been withdrawn by then. */
function counts({ date, enteredAt, withdrawnAt }: Entered, { from, until, knownBy }: Scope): boolean {
  if (date < from || date > until) return false;
  if (!knownBy) return withdrawnAt === null;
  const by = knownBy.epochMilliseconds;
  return enteredAt.epochMilliseconds <= by && (withdrawnAt === null || withdrawnAt.epochMilliseconds > by);
}
