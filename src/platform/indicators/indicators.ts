import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../group-by.js';
import type { Indicator, Measurement, Scope } from './indicator.js';

const NOTHING: Measurement = { total: 0, distinct: 0, months: [] };

/** The figures that targets can be set for. */
@Injectable()
export class Indicators {
  private readonly registered = new Map<string, Indicator>();

  /** Called once at boot, in `onModuleInit` of the room that the rows belong to. */
  register(indicator: Indicator): void {
    if (this.registered.has(indicator.name)) throw new Error(`two indicators are called ${indicator.name}`);
    this.registered.set(indicator.name, indicator);
  }

  find(name: string): Indicator | undefined {
    return this.registered.get(name);
  }

  /** By scope; nothing where nobody counts it any more. Rows that several indicators are counted from are read once. */
  async measure(manager: EntityManager, scopes: readonly Scope[]): Promise<Map<Scope, Measurement>> {
    const measured = new Map<Scope, Measurement>(scopes.map((scope) => [scope, NOTHING]));
    for (const [measure, of] of groupBy(scopes, ({ indicator }) => this.find(indicator)?.measure)) {
      const found = (await measure?.(manager, of)) ?? [];
      for (const [at, one] of found.entries()) measured.set(of[at]!, one);
    }
    return measured;
  }

  all(): Indicator[] {
    return [...this.registered.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  }
}
