import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { groupBy } from '../../platform/group-by.js';
import type { Indicator, Measured, Measurement, Scope } from '../../platform/indicators/indicator.js';
import { Indicators } from '../../platform/indicators/indicators.js';
import { measurementOf } from '../../platform/indicators/months.policy.js';
import type { DateText } from '../../platform/time.js';
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
        measure,
        rows,
      });
    }
  }
}

/** One statement, for all that is entered by hand. */
async function measure(manager: EntityManager, scopes: readonly Scope[]): Promise<Measurement[]> {
  const programmeId = In([0, ...scopes.map((scope) => scope.programmeId)]);
  const all = groupBy(await manager.findBy(IndicatorEntry, { programmeId }), (one) => one.programmeId);
  return scopes.map((scope) => {
    const own = (all.get(scope.programmeId) ?? []).filter(({ indicator }) => indicator === scope.indicator);
    return measurementOf(own.filter((entry) => counts(entry, scope)).map(measured), scope.until);
  });
}

/** One statement. */
async function rows(manager: EntityManager, scope: Scope): ReturnType<Indicator['rows']> {
  const { raw, entities } = await manager
    .createQueryBuilder(IndicatorEntry, 'entry')
    .leftJoin(User, 'author', 'author.id = entry.entered_by')
    .addSelect('author.name', 'author_name')
    .where('entry.programme_id = :programmeId AND entry.indicator = :indicator', {
      programmeId: scope.programmeId,
      indicator: scope.indicator,
    })
    .orderBy('entry.date')
    .addOrderBy('entry.id')
    .getRawAndEntities<{ author_name: string | null }>();
  const counted = entities
    .map((entry, at) => ({ entry, author: raw[at]!.author_name ?? undefined }))
    .filter(({ entry }) => counts(entry, scope));
  const { total, distinct, gaps } = measurementOf(
    counted.map(({ entry }) => measured(entry)),
    scope.until,
  );
  return {
    rows: counted.map(({ entry, author }) => {
      const { date, total: of, distinctCount, source, note } = entry;
      return { date, text: note ?? '', total: of, distinct: distinctCount, source, author };
    }),
    sums: { total, distinct, gaps },
  };
}

/** Nobody is known twice in what was written down by hand. */
function measured({ date, total, distinctCount }: Entered): Measured & { date: DateText } {
  return { date, total, distinct: distinctCount ?? 0, gaps: distinctCount === null };
}

/** Withdrawn ones count where they had not been withdrawn by then. */
function counts({ date, enteredAt, withdrawnAt }: Entered, { from, until, knownBy }: Scope): boolean {
  if (date < from || date > until) return false;
  if (!knownBy) return withdrawnAt === null;
  const by = knownBy.epochMilliseconds;
  return enteredAt.epochMilliseconds <= by && (withdrawnAt === null || withdrawnAt.epochMilliseconds > by);
}
