import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { Venue } from '../../venues/venue.entity.js';
import { type CareRules, DEFAULT_RULES } from './care-rules.policy.js';
import { CareSettings } from './care-settings.entity.js';
import { CareStaff } from './care-staff.entity.js';
import { type Carer, Rosters } from './rosters.js';

/** How a venue looks after children, and who is qualified to. */
@Injectable()
export class CareHouse {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rosters: Rosters,
    private readonly audit: Audit,
  ) {}

  /** Three statements. @throws Refused not_found */
  async read(venueId: number): Promise<{ venue: Venue; rules: CareRules; carers: Carer[] }> {
    const { reader } = this.database;
    const venue = await reader.findOneBy(Venue, { id: venueId });
    if (!venue) throw notFound();
    const settings = await reader.findOneBy(CareSettings, { venueId });
    return { venue, rules: { ...DEFAULT_RULES, ...settings?.rules }, carers: await this.rosters.carers(reader) };
  }

  /** By the order of the house. One statement. */
  venues(): Promise<Venue[]> {
    return this.database.reader.find(Venue, { order: { position: 'ASC', id: 'ASC' } });
  }

  /**
   * What is reserved already stays, also where more staff would be needed from now on: the week shows it.
   * @throws Refused not_found
   */
  async setRules(actorId: number, venueId: number, rules: CareRules): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'venue', venueId);
      if (!(await tx.existsBy(Venue, { id: venueId }))) throw notFound();
      const before = await tx.findOneBy(CareSettings, { venueId });
      await tx.save(tx.create(CareSettings, { venueId, rules }));
      const detail = { before: before?.rules ?? null, after: rules };
      const subject = { kind: 'venue', id: venueId };
      await this.audit.record(tx, { actorId, action: 'childcare.rules_set', subject, detail });
    });
  }

  /** Counts for rosters that are made from now on. @throws Refused not_found: nobody who looks after children */
  async qualify(actorId: number, userId: number, qualified: boolean): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.rosters.carers(tx)).some(({ id }) => id === userId)) throw notFound();
      await tx.save(tx.create(CareStaff, { userId, qualified, notedAt: this.clock.now(), notedBy: actorId }));
      const subject = { kind: 'user', id: userId };
      await this.audit.record(tx, { actorId, action: 'childcare.qualification_noted', subject, detail: { qualified } });
    });
  }
}
