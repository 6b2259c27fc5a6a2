import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import type { Direction } from '../resources/tree.policy.js';
import { type Decision } from '../rules/decision.js';
import type { House } from '../rules/house.js';
import { type Change, RuleChanges } from '../rules/rule-changes.js';
import type { VenueFees } from '../venue-rules.js';
import { Venue } from '../venue.entity.js';
import { hoursOf, onGrid, whyNotHours } from './hours.policy.js';
import type { HoursForm } from './hours-form.js';
import { changed } from '../rules/changed.js';
import type { VenueForm, VenueSettings } from './venue-form.js';

export interface VenueChange {
  actorId: number;
  venueId: number;
  decision: Decision;
  action: Change<void>['action'];
}

@Injectable()
export class VenueSettingsService {
  constructor(
    private readonly database: Database,
    private readonly changes: RuleChanges,
    private readonly audit: Audit,
  ) {}

  /** A new venue stands last, and is shut until it is given opening hours. @returns its id */
  async open(actorId: number, settings: VenueSettings): Promise<number> {
    return this.database.transaction(async (tx) => {
      const last = (await tx.maximum(Venue, 'position')) ?? 0;
      const fresh = { ...settings, openingHours: [], holidayOverrides: [], position: last + 1 };
      const { id } = await tx.save(tx.create(Venue, fresh));
      const subject = { kind: 'venue', id };
      await this.audit.record(tx, { actorId, action: 'venues.venue_opened', subject, detail: { after: settings } });
      return id;
    });
  }

  /** One place up or down in every list of venues. @throws Refused not_found */
  async shift(actorId: number, venueId: number, direction: Direction): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'venues', 'order');
      const row = await tx.find(Venue, { order: { position: 'ASC', id: 'ASC' } });
      const from = row.findIndex(({ id }) => id === venueId);
      if (from === -1) throw notFound();
      const other = row[from + (direction === 'up' ? -1 : 1)];
      if (!other) return;
      const order = row.with(from, other).with(row.indexOf(other), row[from]!);
      for (const [index, one] of order.entries())
        if (one.position !== index + 1) await tx.update(Venue, one.id, { position: index + 1 });
      const subject = { kind: 'venue', id: venueId };
      await this.audit.record(tx, { actorId, action: 'venues.venue_shifted', subject, detail: { direction } });
    });
  }

  /** @throws Refused venues.hours_off_new_grid, CollisionsFound */
  async update(actorId: number, venueId: number, { settings, decision }: VenueForm): Promise<void> {
    await this.changeVenue({ actorId, venueId, decision, action: 'venues.venue_changed' }, ({ venue }) => {
      if (!onGrid(venue.openingHours, settings.slotMinutes)) throw invalid('slotMinutes', 'venues.hours_off_new_grid');
      return settings;
    });
  }

  /** @throws Refused with a problem at each line that is wrong, CollisionsFound */
  async setHours(actorId: number, venueId: number, { lines, decision }: HoursForm): Promise<void> {
    await this.changeVenue({ actorId, venueId, decision, action: 'venues.hours_changed' }, ({ venue }) => {
      const problems = whyNotHours(lines, venue.slotMinutes);
      if (problems.length > 0) throw new Refused('invalid', 'platform.form_invalid', {}, problems);
      return { openingHours: hoursOf(lines) };
    });
  }

  /** @throws Refused not_found */
  async setFees(actorId: number, venueId: number, fees: VenueFees): Promise<void> {
    const decision = { shown: [], cancelReason: null };
    await this.changeVenue({ actorId, venueId, decision, action: 'venues.fees_changed' }, () => ({ fees }));
  }

  /** Writes some columns of the venue, as a change of its rules. @throws Refused not_found, CollisionsFound */
  async changeVenue(wish: VenueChange, columns: (house: House) => Partial<Venue>): Promise<void> {
    const { actorId, venueId, decision, action } = wish;
    await this.changes.change(actorId, venueId, decision, async (tx, house) => {
      const after = columns(house);
      await tx.update(Venue, venueId, after);
      return {
        result: undefined,
        action,
        subject: { kind: 'venue', id: venueId },
        detail: changed(house.venue, after),
      };
    });
  }
}
