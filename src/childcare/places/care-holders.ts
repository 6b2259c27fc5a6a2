import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import type { DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { HeldPlace } from './care-place-rows.js';
import { keyOf } from './care-places.js';
import type { CareFor } from './stay.policy.js';

/** What a place hangs on, as the staff sees it before she takes the place away. */
export interface HolderFacts {
  /** `予約 田中 花子`. */
  label: Phrase;
  href: string;
}

/** Places of one source that the staff has taken away. */
export interface CareLoss {
  /** What they were for. */
  id: number;
  guardianId: number;
  venueId: number;
  date: DateText;
  places: readonly HeldPlace[];
  /** Told to the guardian. */
  reason: string;
}

/** A room in which guardians do things while their children are in care. */
export interface CareHolderSource {
  kind: string;
  /** By id. A fixed number of statements. */
  describe(manager: EntityManager, ids: readonly number[]): Promise<Map<number, HolderFacts>>;
  /**
   * In the transaction of the change, after the places were let go: changes what hangs on them, if it must.
   * @returns the ids of which it has told the guardians itself; the others get a letter from childcare
   */
  lost?(tx: EntityManager, losses: readonly CareLoss[], actorId: number): Promise<readonly number[]>;
}

/** What hangs on places. Childcare knows nothing of bookings: rooms downstream register here, as with venues' Occupants. */
@Injectable()
export class CareHolders {
  private readonly sources = new Map<string, CareHolderSource>();

  /** Called once at boot, in `onModuleInit`. */
  register(source: CareHolderSource): void {
    this.sources.set(source.kind, source);
  }

  /** By `keyOf`; those of which no room says anything are missing. */
  async describe(manager: EntityManager, places: readonly { for: CareFor }[]): Promise<Map<string, HolderFacts>> {
    const found = new Map<string, HolderFacts>();
    for (const [kind, of] of groupBy(places, (place) => place.for.kind)) {
      const ids = [...new Set(of.map((place) => place.for.id))];
      const facts = await this.sources.get(kind)?.describe(manager, ids);
      for (const [id, one] of facts ?? []) found.set(keyOf({ kind, id }), one);
    }
    return found;
  }

  /** @returns those of which nobody has told the guardians yet */
  async lost(
    tx: EntityManager,
    losses: readonly (CareLoss & { kind: string })[],
    actorId: number,
  ): Promise<CareLoss[]> {
    const untold: CareLoss[] = [];
    for (const [kind, of] of groupBy(losses, (loss) => loss.kind)) {
      const told = new Set(await this.sources.get(kind)?.lost?.(tx, of, actorId));
      untold.push(...of.filter(({ id }) => !told.has(id)));
    }
    return untold;
  }
}
