import { Injectable } from '@nestjs/common';
import type { Indicator } from './indicator.js';

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

  all(): Indicator[] {
    return [...this.registered.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  }
}
