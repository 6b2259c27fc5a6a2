import { Injectable } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, invalid, notFound, Refused } from '../../platform/errors.js';
import { groupBy } from '../../platform/group-by.js';
import { Course } from '../../training/courses/course.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { City } from '../cities/city.entity.js';
import { keepStandardDocuments } from '../documents/standard-documents.js';
import { ProgrammePayment } from '../payments/payment.entity.js';
import { whyNotAmount } from '../payments/payment.policy.js';
import { clashesOf, type Holding } from './belonging.policy.js';
import { ProgrammeCourse } from './programme-course.entity.js';
import type { ProgrammeForm } from './programme-form.js';
import { ProgrammeVenue } from './programme-venue.entity.js';
import { Programme } from './programme.entity.js';

/** Makes and changes programmes. */
@Injectable()
export class Programmes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Refused platform.unknown_choice, programmes.venue_taken, programmes.course_taken */
  async add(actorId: number, form: ProgrammeForm): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      await this.check(tx, form, 0);
      const row = { ...form.shape, billing: null, createdAt: now, createdBy: actorId, changedAt: now };
      const programme = await tx.save(tx.create(Programme, row));
      const { id } = programme;
      await keepStandardDocuments(tx, programme);
      await this.keep(tx, id, form);
      const subject = { kind: 'programme', id };
      const detail = { after: form };
      await this.audit.record(tx, { actorId, action: 'programmes.programme_added', subject, detail });
      return id;
    });
  }

  /** @throws Refused not_found, programmes.stale, programmes.amount_below_requested, and as `add` */
  async update(actorId: number, id: number, form: ProgrammeForm): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'programme', id);
      const before = await tx.findOneBy(Programme, { id });
      if (!before) throw notFound();
      if (before.revision !== form.revision) throw new Refused('conflict', 'programmes.stale');
      await this.check(tx, form, id);
      const refused = whyNotAmount(form.shape.amount, await tx.findBy(ProgrammePayment, { programmeId: id }));
      if (refused) throw refused;
      await tx.update(Programme, id, {
        ...form.shape,
        revision: before.revision + 1,
        changedAt: this.clock.now(),
      });
      await this.keep(tx, id, form);
      await keepStandardDocuments(tx, { ...before, ...form.shape });
      const { createdAt: _made, changedAt: _changed, ...columns } = before;
      const detail = { before: columns, after: form };
      const subject = { kind: 'programme', id };
      await this.audit.record(tx, { actorId, action: 'programmes.programme_changed', subject, detail });
    });
  }

  /** Under one lock for all programmes: two that are written at once would not see each other. */
  private async check(tx: EntityManager, { shape, venueIds, courseIds }: ProgrammeForm, id: number): Promise<void> {
    await this.database.lock(tx, 'programmes', 0);
    if (!(await tx.existsBy(City, { id: shape.cityId }))) throw invalid('cityId', 'platform.unknown_choice');
    const venues = await tx.find(Venue, { select: { id: true, name: true }, where: { id: In([0, ...venueIds]) } });
    const courses = await tx.find(Course, { select: { id: true, title: true }, where: { id: In([0, ...courseIds]) } });
    if (venues.length !== venueIds.length) throw invalid('venueIds', 'platform.unknown_choice');
    if (courses.length !== courseIds.length) throw invalid('courseIds', 'platform.unknown_choice');
    const wish = { title: shape.title, from: shape.fromDate, to: shape.toDate, venueIds, courseIds };
    const [clash] = clashesOf(wish, await holdings(tx, id));
    if (!clash) return;
    const names = new Map<string, string>([
      ...venues.map((one) => [`venueIds ${one.id}`, one.name] as const),
      ...courses.map((one) => [`courseIds ${one.id}`, one.title] as const),
    ]);
    const params = { name: names.get(`${clash.field} ${clash.id}`), holder: clash.holder };
    throw conflict(
      clash.field,
      clash.field === 'venueIds' ? 'programmes.venue_taken' : 'programmes.course_taken',
      params,
    );
  }

  private async keep(tx: EntityManager, programmeId: number, { venueIds, courseIds }: ProgrammeForm): Promise<void> {
    await tx.delete(ProgrammeVenue, { programmeId });
    await tx.delete(ProgrammeCourse, { programmeId });
    if (venueIds.length > 0) {
      const rows = venueIds.map((venueId) => ({ programmeId, venueId }));
      await tx.insert(ProgrammeVenue, rows);
    }
    if (courseIds.length > 0) {
      const rows = courseIds.map((courseId) => ({ programmeId, courseId }));
      await tx.insert(ProgrammeCourse, rows);
    }
  }
}

/** What the other programmes have. Three statements. */
async function holdings(tx: EntityManager, except: number): Promise<Holding[]> {
  const others = await tx.findBy(Programme, { id: Not(except) });
  const venues = groupBy(await tx.find(ProgrammeVenue), ({ programmeId }) => programmeId);
  const courses = groupBy(await tx.find(ProgrammeCourse), ({ programmeId }) => programmeId);
  return others.map(({ id, title, fromDate, toDate }) => ({
    title,
    from: fromDate,
    to: toDate,
    venueIds: (venues.get(id) ?? []).map(({ venueId }) => venueId),
    courseIds: (courses.get(id) ?? []).map(({ courseId }) => courseId),
  }));
}
