import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import type { IndicatorRow, Measured, Scope } from '../../platform/indicators/indicator.js';
import { Indicators } from '../../platform/indicators/indicators.js';
import { addDays, addMonths, type DateText, todayAt } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { programmeFor } from '../contract/readable.js';
import type { Milestone } from './standing.policy.js';
import { scopeOf, TargetFigures, targetsOf } from './target-figures.js';
import { formView, rowsView, showView } from './target.view.js';
import type { Target } from './target.entity.js';

/** Reads what the pages about one target show. */
@Injectable()
export class TargetPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly indicators: Indicators,
    private readonly figures: TargetFigures,
  ) {}

  async adding(viewer: Viewer, programmeId: number): Promise<object> {
    return formView(await programmeFor(this.database.reader, viewer, programmeId), this.indicators.all());
  }

  async editing(viewer: Viewer, programmeId: number, id: number): Promise<object> {
    const { reader } = this.database;
    const programme = await programmeFor(reader, viewer, programmeId);
    return formView(programme, this.indicators.all(), await this.one(programmeId, id));
  }

  async show(viewer: Viewer, programmeId: number, id: number, language: Language): Promise<object> {
    const { reader } = this.database;
    const asOf = todayAt(this.clock.now());
    const programme = await programmeFor(reader, viewer, programmeId);
    const lines = await this.figures.of(reader, [programme], { asOf });
    const line = lines.get(programmeId)?.find(({ target }) => target.id === id);
    if (!line) throw notFound();
    const indicator = this.indicators.find(line.target.indicator);
    return showView({ programme, line, indicator, viewer, language, asOf });
  }

  /** @param month `2026-11`; none: all */
  async rows(viewer: Viewer, programmeId: number, id: number, month: string | undefined): Promise<object> {
    const { reader } = this.database;
    const asOf = todayAt(this.clock.now());
    const programme = await programmeFor(reader, viewer, programmeId);
    const { target } = await this.one(programmeId, id);
    const whole = scopeOf(programme, { asOf }, target);
    const found = await this.behind(month ? within(whole, `${month}-01`) : whole);
    return rowsView({ programme, target, ...found, month, viewer });
  }

  /** @throws Refused not_found, for what was withdrawn too */
  private async one(programmeId: number, id: number): Promise<{ target: Target; milestones: Milestone[] }> {
    const [found] = await targetsOf(this.database.reader, [programmeId], id);
    if (!found) throw notFound();
    return found;
  }

  /** Nothing where nobody counts it any more, or it was not counted yet. */
  private async behind(scope: Scope): Promise<{ rows: IndicatorRow[]; sums?: Measured }> {
    const indicator = this.indicators.find(scope.indicator);
    if (!indicator) return { rows: [] };
    if (scope.from > scope.until) return { rows: [], sums: { total: 0, distinct: 0 } };
    return indicator.rows(this.database.reader, scope);
  }
}

/** The part of a scope that lies in a month. @param first its first day */
function within(scope: Scope, first: DateText): Scope {
  const last = addDays(addMonths(first, 1), -1);
  return {
    ...scope,
    from: first > scope.from ? first : scope.from,
    until: last < scope.until ? last : scope.until,
  };
}
