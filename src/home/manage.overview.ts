import { Injectable } from '@nestjs/common';
import { RequestsQuery } from '../bookings/approval/requests.query.js';
import { Incidents } from '../childcare/incidents/incidents.js';
import { ClockCheck } from '../platform/jobs/clock-check.js';
import { Backups, type BackupState } from '../platform/backup/backups.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { type Failed, Failures } from '../platform/jobs/failures.js';
import { addDays, type DateText, todayAt } from '../platform/time.js';
import { Minimum, type TooFew } from '../training/enrolment/minimum.js';
import { Closure } from '../venues/closure.entity.js';
import { closedHours } from '../venues/opening.policy.js';
import { Venue } from '../venues/venue.entity.js';

const DAYS_AHEAD = 30;

export interface ComingClosure {
  /** The first day of it that is still to come. */
  date: DateText;
  closure: Closure;
  venue: string;
}

export interface Overview {
  /** What waits for a manager's answer. */
  requests: number;
  /** Of serious incidents in childcare, still to be made. */
  careReports: { due: number; overdue: number };
  failed: Failed;
  backup: BackupState;
  /** Minutes by which the clock stands behind what was written last. */
  clockBehind: number | undefined;
  /** Sessions for which too few have enrolled. */
  tooFew: TooFew[];
  venues: Pick<Venue, 'id' | 'name' | 'openingHours'>[];
  /** Ids of venues in which something stands. */
  furnished: Set<number>;
  coming: ComingClosure[];
}

/** What a manager should know when she comes in. */
@Injectable()
export class ManageOverview {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly failures: Failures,
    private readonly backups: Backups,
    private readonly clockCheck: ClockCheck,
    private readonly requests: RequestsQuery,
    private readonly incidents: Incidents,
    private readonly minimum: Minimum,
  ) {}

  /** Six statements. What programmes owe comes after it, in a frame of its own. */
  async read(): Promise<Overview> {
    const today = todayAt(this.clock.now());
    const requests = await this.requests.count();
    const careReports = await this.incidents.openReports();
    const failed = await this.failures.count();
    const tooFew = await this.minimum.tooFew(this.database.reader);
    const { venues, furnished } = await this.venues(today);
    const closures = await this.database.reader
      .createQueryBuilder(Closure, 'closure')
      .where('closure.yearly = :yes OR closure.to_date >= :today', { yes: true, today })
      .getMany();
    return {
      requests,
      careReports,
      failed,
      backup: await this.backups.state(),
      clockBehind: this.clockCheck.behind,
      venues,
      furnished,
      tooFew,
      coming: coming(venues, closures, today),
    };
  }

  /** Those in use, and in which of them something stands. One statement. */
  private async venues(today: DateText): Promise<{ venues: Venue[]; furnished: Set<number> }> {
    const { entities, raw } = await this.database.reader
      .createQueryBuilder(Venue, 'venue')
      .addSelect('(SELECT COUNT(*) FROM resource WHERE resource.venue_id = venue.id)', 'things')
      .where('venue.active_until IS NULL OR venue.active_until >= :today', { today })
      .orderBy('venue.position')
      .addOrderBy('venue.id')
      .getRawAndEntities<{ things: number | string }>();
    const furnished = entities.filter((_, index) => Number(raw[index]!.things) > 0);
    return { venues: entities, furnished: new Set(furnished.map(({ id }) => id)) };
  }
}

function coming(venues: readonly Venue[], closures: readonly Closure[], today: DateText): ComingClosure[] {
  const names = new Map(venues.map(({ id, name }) => [id, name]));
  const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => addDays(today, ahead));
  return closures
    .flatMap((closure) => {
      const venue = names.get(closure.venueId);
      const date = days.find((day) => closedHours(day, closure).length > 0);
      return venue === undefined || date === undefined ? [] : [{ date, closure, venue }];
    })
    .toSorted((a, b) => a.date.localeCompare(b.date));
}
