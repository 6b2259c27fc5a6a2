import { Injectable } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import { UserRole } from '../../accounts/user-role.entity.js';
import { User } from '../../accounts/user.entity.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound } from '../../platform/errors.js';
import { CityOfficer } from './city-officer.entity.js';
import type { CityForm } from './city-form.js';
import { City } from './city.entity.js';

export interface ShownCity {
  city: City;
  officerIds: number[];
}

/** Cities, and the officers who work for them. */
@Injectable()
export class Cities {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** With everybody who may be an officer. Three statements. */
  async read(): Promise<{ cities: ShownCity[]; officers: Pick<User, 'id' | 'name'>[] }> {
    const { reader } = this.database;
    const cities = await reader.find(City, { order: { name: 'ASC' } });
    const links = await reader.find(CityOfficer);
    const officers = await officersOf(reader);
    return {
      cities: cities.map((city) => ({
        city,
        officerIds: links.filter(({ cityId }) => cityId === city.id).map(({ userId }) => userId),
      })),
      officers,
    };
  }

  /** @throws Refused programmes.city_there, platform.unknown_choice */
  async add(actorId: number, form: CityForm): Promise<void> {
    await this.database.transaction(async (tx) => {
      const createdAt = this.clock.now();
      await this.check(tx, form, 0);
      const { id } = await tx.save(tx.create(City, { name: form.name, createdAt }));
      await this.keep(tx, actorId, id, form.officerIds);
      const subject = { kind: 'city', id };
      await this.audit.record(tx, { actorId, action: 'programmes.city_added', subject, detail: { after: form } });
    });
  }

  /** @throws Refused not_found, programmes.city_there, platform.unknown_choice */
  async update(actorId: number, id: number, form: CityForm): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.check(tx, form, id);
      const city = await tx.findOneBy(City, { id });
      if (!city) throw notFound();
      const officers = await tx.findBy(CityOfficer, { cityId: id });
      await tx.update(City, id, { name: form.name });
      await this.keep(tx, actorId, id, form.officerIds);
      const before = { name: city.name, officerIds: officers.map(({ userId }) => userId) };
      const subject = { kind: 'city', id };
      await this.audit.record(tx, {
        actorId,
        action: 'programmes.city_changed',
        subject,
        detail: { before, after: form },
      });
    });
  }

  private async check(tx: EntityManager, { name, officerIds }: CityForm, id: number): Promise<void> {
    await this.database.lock(tx, 'cities', 0);
    if (await tx.existsBy(City, { name, id: Not(id) })) throw invalid('name', 'programmes.city_there');
    const known = new Set((await officersOf(tx)).map((officer) => officer.id));
    if (!officerIds.every((officerId) => known.has(officerId))) throw invalid('officerIds', 'platform.unknown_choice');
  }

  /** Who stays keeps the day since when. */
  private async keep(tx: EntityManager, actorId: number, cityId: number, officerIds: readonly number[]): Promise<void> {
    await tx.delete(CityOfficer, { cityId, userId: Not(In([0, ...officerIds])) });
    const there = new Set((await tx.findBy(CityOfficer, { cityId })).map(({ userId }) => userId));
    const since = this.clock.now();
    const rows = officerIds
      .filter((userId) => !there.has(userId))
      .map((userId) => ({ cityId, userId, since, setBy: actorId }));
    if (rows.length > 0) await tx.insert(CityOfficer, rows);
  }
}

/** One statement. */
function officersOf(manager: EntityManager): Promise<Pick<User, 'id' | 'name'>[]> {
  return manager
    .createQueryBuilder(User, 'person')
    .innerJoin(UserRole, 'role', "role.user_id = person.id AND role.role = 'officer'")
    .select(['person.id AS "id"', 'person.name AS "name"'])
    .where('person.deactivated_at IS NULL')
    .orderBy('person.id')
    .getRawMany<Pick<User, 'id' | 'name'>>();
}
