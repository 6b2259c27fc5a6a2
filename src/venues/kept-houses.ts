import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { notFound } from '../platform/errors.js';
import { addDays, type DateText, todayAt, weekdayOf } from '../platform/time.js';
import type { Closure } from './closure.entity.js';
import type { Resource } from './resource.entity.js';
import { VersionQuery } from './timetable-versions.js';
import { VenueDays } from './venue-days.js';
import type { Venue } from './venue.entity.js';

/** A venue with all that its days hang on. Others are given the same objects: nothing in them changes. */
export interface House {
  readonly venue: Venue;
  /** In the order of the house. */
  readonly resources: readonly Resource[];
  /** That are not over on `closuresFrom`. */
  readonly closures: readonly Closure[];
  readonly closuresFrom: DateText;
  /** Of all venues. */
  readonly everywhere: readonly Resource[];
}

/** Venues as they were committed, for pages and use cases that would otherwise read the same sixty rows each time. */
@Injectable()
export class KeptHouses {
  private kept: { rules: string; houses: readonly House[] } | undefined;
  /** On its way: those who book meanwhile do not read it once more each. */
  private keeping: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly versions: VersionQuery,
    private readonly venueDays: VenueDays,
  ) {}

  /**
   * A venue as it stands in an open transaction, for a date on which something is wished. One statement where its rules are
   * those that are kept; else three.
   *
   * Only what was committed is kept: a version that a transaction has made itself may be rolled back, and be given again to
   * another change. While it is open no committed version can be the same.
   * @throws Refused not_found
   */
  async within(tx: EntityManager, venueId: number, date: DateText): Promise<House> {
    const { rules } = await this.versions.read(tx, '', '');
    const known = this.kept?.rules === rules ? this.kept.houses : undefined;
    if (!known) this.database.afterCommit(() => (this.keeping ??= this.keep()));
    const house = (known ?? (await this.read(tx))).find(({ venue }) => venue.id === venueId);
    if (!house) throw notFound();
    if (date >= house.closuresFrom) return house;
    return { ...house, closures: await this.venueDays.closuresFrom(tx, venueId, date), closuresFrom: date };
  }

  /**
   * All venues as they were committed, for who only looks and has just read their rules from `reader`. No statement where
   * they are kept; else two.
   *
   * What is given is never older than those rules, since it was read after them: what is made of it may be kept under them.
   */
  async under(rules: string): Promise<readonly House[]> {
    if (this.kept?.rules === rules) return this.kept.houses;
    const houses = await this.read(this.database.reader);
    this.kept = { rules, houses };
    return houses;
  }

  private async keep(): Promise<void> {
    const { reader } = this.database;
    try {
      const { rules } = await this.versions.read(reader, '', '');
      this.kept = { rules, houses: await this.read(reader) };
    } finally {
      this.keeping = undefined;
    }
  }

  private async read(manager: EntityManager): Promise<House[]> {
    const today = todayAt(this.clock.now());
    const closuresFrom = addDays(today, 1 - weekdayOf(today)); // pages show whole weeks
    const furnished = await this.venueDays.furnished(manager);
    const closures = await this.venueDays.closuresFrom(manager, undefined, closuresFrom);
    const everywhere = furnished.flatMap(({ resources }) => resources.map((resource) => Object.freeze(resource)));
    return furnished.map(({ venue, resources }) => ({
      venue: Object.freeze(venue),
      resources,
      everywhere,
      closures: closures.filter(({ venueId }) => venueId === venue.id),
      closuresFrom,
    }));
  }
}
