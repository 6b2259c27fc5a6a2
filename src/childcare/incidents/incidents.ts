import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { question } from '../../platform/database/question.js';
import { invalid, notFound } from '../../platform/errors.js';
import { groupBy } from '../../platform/group-by.js';
import { type DateText, type Minute, type Moment, momentAt, todayAt } from '../../platform/time.js';
import { Child } from '../children/child.entity.js';
import { DayScope } from '../day/day-scope.js';
import { Readings } from '../readings/readings.js';
import { CarePlace } from '../places/care-place.entity.js';
import { CareSlot } from '../slots/care-slot.entity.js';
import { type EntryKind, type Grade, reportsOf } from './incident.policy.js';
import { Incident, IncidentEntry } from './incident.entity.js';

export type WrittenEntry = IncidentEntry & { recorder: string };

/** How many, by grade. */
export type Grades = Record<Grade, number>;

/** An incident with all that was added to it. */
export interface WholeIncident extends Incident {
  child: Pick<Child, 'id' | 'name' | 'birthDate'>;
  recorder: string;
  entries: WrittenEntry[];
}

interface IncidentForm {
  time: Minute;
  location: string;
  what: string;
  measures: string;
  grade: Grade;
}

/** As it was put right last (`gradeOf`). */
const GRADE_NOW = `COALESCE((SELECT put.grade FROM care_incident_entry put WHERE put.id = (
  SELECT MAX(last.id) FROM care_incident_entry last WHERE last.incident_id = incident.id AND last.grade IS NOT NULL)), incident.grade)`;
const REPORTS_MADE = `(SELECT COUNT(DISTINCT made.kind) FROM care_incident_entry made
  WHERE made.incident_id = incident.id AND made.kind IN ('first_report', 'second_report'))`;

type UnreportedRow = Raw<{
  id: number;
  happenedAt: Moment;
  grade: Grade;
  kind: EntryKind | null;
  entryGrade: Grade | null;
  at: Moment;
}>;

const unreported = question<UnreportedRow, object>((manager) =>
  manager
    .createQueryBuilder(Incident, 'incident')
    .leftJoin(IncidentEntry, 'entry', 'entry.incident_id = incident.id')
    .select(['incident.id AS "id"', 'incident.happened_at AS "happenedAt"', 'incident.grade AS "grade"'])
    .addSelect(['entry.kind AS "kind"', 'entry.grade AS "entryGrade"', 'entry.at AS "at"'])
    .where(`${GRADE_NOW} = 'serious' AND ${REPORTS_MADE} < 2`)
    .orderBy('entry.id'),
);

/** Accidents in childcare: written by the staff, read and reported by the managers too. */
@Injectable()
export class Incidents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly scope: DayScope,
    private readonly readings: Readings,
    private readonly audit: Audit,
  ) {}

  /** @returns the id @throws Refused not_found for a day that is not shown; at `time`: not come yet */
  async record(actorId: number, placeId: number, { time, ...form }: IncidentForm): Promise<number> {
    return this.database.transaction(async (tx) => {
      const place = await tx.findOneBy(CarePlace, { id: placeId });
      if (!place || !(await this.scope.shows(tx, place.date))) throw notFound();
      const happenedAt = this.past(place.date, time);
      const by = { recordedAt: this.clock.now(), recordedBy: actorId };
      const { id } = await tx.save(tx.create(Incident, { ...form, placeId, happenedAt, ...by }));
      const subject = { kind: 'care_incident', id };
      await this.audit.record(tx, { actorId, action: 'childcare.incident_recorded', subject, detail: { placeId } });
      return id;
    });
  }

  /** @throws Refused not_found; at `time`: not come yet */
  async add(
    actorId: number,
    incidentId: number,
    {
      kind,
      date,
      time,
      text,
      grade,
    }: { kind: EntryKind; date: DateText; time: Minute; text: string | null; grade: Grade | null },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await tx.existsBy(Incident, { id: incidentId }))) throw notFound();
      const by = { recordedAt: this.clock.now(), recordedBy: actorId };
      const entry = { incidentId, kind, at: this.past(date, time), text, grade: kind === 'correction' ? grade : null };
      await tx.insert(IncidentEntry, { ...entry, ...by });
      const subject = { kind: 'care_incident', id: incidentId };
      await this.audit.record(tx, { actorId, action: 'childcare.incident_noted', subject, detail: { kind } });
    });
  }

  /** The latest first; the look is logged. Three statements, and one on a new look. */
  async list(readerId: number): Promise<WholeIncident[]> {
    const found = await this.read((query) => query);
    const children = found.map(({ child }) => child.id);
    await this.readings.log(readerId, children, 'incidents');
    return found;
  }

  /** The look is logged, on the screen as on paper. @throws Refused not_found */
  async open(readerId: number, id: number): Promise<WholeIncident> {
    const [found] = await this.read((query) => query.where('incident.id = :id', { id }));
    if (!found) throw notFound();
    await this.readings.log(readerId, [found.child.id], 'incident');
    return found;
  }

  /** How many reports of serious ones are still to be made; those that are done are not read. One statement. */
  async openReports(): Promise<{ due: number; overdue: number }> {
    const rows = await unreported(this.database.reader, {});
    const today = todayAt(this.clock.now());
    const open = [...groupBy(rows, ({ id }) => id).values()]
      .flatMap((of) => {
        const entries = of.flatMap(({ kind, entryGrade, at }) =>
          kind ? [{ kind, grade: entryGrade, at: fromSql(at) }] : [],
        );
        return reportsOf({ happenedAt: fromSql(of[0]!.happenedAt), grade: of[0]!.grade, entries }, today);
      })
      .filter(({ done }) => !done);
    return { due: open.length, overdue: open.filter(({ overdue }) => overdue).length };
  }

  /** How many of each grade, as it was put right last, happened at these venues; both days taken. One statement. */
  async grades(manager: EntityManager, venueIds: readonly number[], from: DateText, to: DateText): Promise<Grades> {
    const rows = await manager
      .createQueryBuilder(Incident, 'incident')
      .innerJoin(CarePlace, 'place', 'place.id = incident.place_id')
      .innerJoin(CareSlot, 'slot', 'slot.id = place.slot_id')
      .leftJoin(IncidentEntry, 'entry', 'entry.incident_id = incident.id AND entry.grade IS NOT NULL')
      .select(['incident.id AS "id"', 'incident.grade AS "grade"', 'entry.grade AS "corrected"'])
      .where('slot.venue_id IN (:...ids) AND place.date >= :from AND place.date <= :to', {
        ids: [...venueIds, 0],
        from,
        to,
      })
      .orderBy('entry.id')
      .getRawMany<{ id: number; grade: Grade; corrected: Grade | null }>();
    const held = new Map(rows.map(({ id, grade, corrected }) => [id, corrected ?? grade]));
    const count = (grade: Grade): number => [...held.values()].filter((one) => one === grade).length;
    return { minor: count('minor'), moderate: count('moderate'), serious: count('serious') };
  }

  private async read(
    narrow: (query: SelectQueryBuilder<Incident>) => SelectQueryBuilder<Incident>,
  ): Promise<WholeIncident[]> {
    const { reader } = this.database;
    const query = reader
      .createQueryBuilder(Incident, 'incident')
      .innerJoin(CarePlace, 'place', 'place.id = incident.place_id')
      .innerJoin(Child, 'child', 'child.id = place.child_id')
      .innerJoin(User, 'person', 'person.id = incident.recorded_by')
      .addSelect(['child.id AS "child_no"', 'child.name AS "child_name"', 'child.birth_date AS "child_birth"'])
      .addSelect('person.name', 'recorder')
      .orderBy('incident.id', 'DESC');
    const { raw, entities } = await narrow(query).getRawAndEntities<
      Record<'child_name' | 'child_birth' | 'recorder', string> & { child_no: number }
    >();
    if (entities.length === 0) return [];
    const found = await reader
      .createQueryBuilder(IncidentEntry, 'entry')
      .innerJoin(User, 'person', 'person.id = entry.recorded_by')
      .addSelect('person.name', 'recorder')
      .where('entry.incident_id IN (:...ids)', { ids: entities.map(({ id }) => id) })
      .orderBy('entry.id')
      .getRawAndEntities<{ recorder: string }>();
    const entries = found.entities.map((entry, at) => ({ ...entry, recorder: found.raw[at]!.recorder }));
    const byIncident = groupBy(entries, ({ incidentId }) => incidentId);
    return entities.map((incident, at) => ({
      ...incident,
      child: { id: raw[at]!.child_no, name: raw[at]!.child_name, birthDate: raw[at]!.child_birth },
      recorder: raw[at]!.recorder,
      entries: byIncident.get(incident.id) ?? [],
    }));
  }

  private past(date: DateText, time: Minute): Moment {
    const at = momentAt(date, time);
    if (at.epochMilliseconds > this.clock.now().epochMilliseconds) throw invalid('time', 'childcare.tap_in_future');
    return at;
  }
}
