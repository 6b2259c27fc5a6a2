import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { conflict, notFound } from '../../platform/errors.js';
import type { Role } from '../../platform/web/roles.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { City } from '../cities/city.entity.js';
import { CityOfficer } from '../cities/city-officer.entity.js';
import { Programme } from './programme.entity.js';

/** Who run programmes. */
export const MANAGERS = ['manager', 'admin'] as const satisfies readonly Role[];
/** Who read them: officers those of their cities alone. */
export const READERS = ['manager', 'officer', 'admin'] as const satisfies readonly Role[];

/** Which of them are under way. */
export function underWay(programmes: readonly Pick<Programme, 'id' | 'status'>[]): number[] {
  return programmes.filter(({ status }) => status === 'open').map(({ id }) => id);
}

/** What belongs to a programme for its period: a venue or a course. */
export interface Belonging {
  id: number;
  name: string;
}

/** With the name of its city and what belongs to it: all of it comes with one statement, since nearly every page counts by it. */
export type ProgrammeWithCity = Programme & {
  city: string;
  /** In the order of the house. */
  venues: Belonging[];
  courses: Belonging[];
};

/** The ids of what a programme counts. */
export function idsOf({ venues, courses }: Pick<ProgrammeWithCity, 'venues' | 'courses'>): {
  venueIds: number[];
  courseIds: number[];
} {
  return { venueIds: venues.map(({ id }) => id), courseIds: courses.map(({ id }) => id) };
}

/** One line each, `12 パソコン入門`: names have no line breaks (`line` of form-fields.ts). */
const VENUES = `(SELECT string_agg(CAST(venue.id AS text) || ' ' || venue.name, '\n' ORDER BY venue.position, venue.id)
  FROM programme_venue held JOIN venue ON venue.id = held.venue_id WHERE held.programme_id = programme.id)`;
const COURSES = `(SELECT string_agg(CAST(course.id AS text) || ' ' || course.title, '\n' ORDER BY course.id)
  FROM programme_course held JOIN course ON course.id = held.course_id WHERE held.programme_id = programme.id)`;

/** All programmes. */
function every(manager: EntityManager): SelectQueryBuilder<Programme> {
  return manager
    .createQueryBuilder(Programme, 'programme')
    .innerJoin(City, 'city', 'city.id = programme.city_id')
    .addSelect('city.name', 'city_name')
    .addSelect(VENUES, 'venue_names')
    .addSelect(COURSES, 'course_names');
}

/** The programmes that this person may read. */
function readable(manager: EntityManager, viewer: Viewer): SelectQueryBuilder<Programme> {
  if (isOne(viewer, MANAGERS)) return every(manager);
  return every(manager).innerJoin(CityOfficer, ...ownCity(viewer));
}

/** Joins a `programme` to the cities that an officer works for. */
export function ownCity({ id: viewerId }: Viewer): [alias: string, on: string, parameters: object] {
  return ['own', 'own.city_id = programme.city_id AND own.user_id = :viewerId', { viewerId }];
}

/** Those under way first, then by their beginning. One statement. */
export async function programmesFor(manager: EntityManager, viewer: Viewer): Promise<ProgrammeWithCity[]> {
  return withCity(
    readable(manager, viewer)
      .orderBy("CASE WHEN programme.status = 'open' THEN 0 ELSE 1 END")
      .addOrderBy('programme.fromDate', 'DESC')
      .addOrderBy('programme.id', 'DESC'),
  );
}

/** One statement. @throws Refused not_found, for those of other cities too */
export async function programmeFor(manager: EntityManager, viewer: Viewer, id: number): Promise<ProgrammeWithCity> {
  const [programme] = await withCity(readable(manager, viewer).where('programme.id = :id', { id }));
  if (!programme) throw notFound();
  return programme;
}

/** Those under way, for what the house does by itself. One statement. */
export function programmesUnderWay(manager: EntityManager): Promise<ProgrammeWithCity[]> {
  return withCity(every(manager).where("programme.status = 'open'").orderBy('programme.id'));
}

/** One that can be changed. One statement. @throws Refused not_found; programmes.closed */
export async function openProgramme(tx: EntityManager, id: number, field: string): Promise<ProgrammeWithCity> {
  const [programme] = await withCity(every(tx).where('programme.id = :id', { id }));
  if (!programme) throw notFound();
  if (programme.status === 'closed') throw conflict(field, 'programmes.closed');
  return programme;
}

async function withCity(query: SelectQueryBuilder<Programme>): Promise<ProgrammeWithCity[]> {
  const { raw, entities } = await query.getRawAndEntities<{
    city_name: string;
    venue_names: string | null;
    course_names: string | null;
  }>();
  return entities.map((programme, at) => {
    const { city_name: city, venue_names: venues, course_names: courses } = raw[at]!;
    return Object.assign(programme, { city, venues: belongings(venues), courses: belongings(courses) });
  });
}

function belongings(lines: string | null): Belonging[] {
  return (lines?.split('\n') ?? []).map((text) => {
    const end = text.indexOf(' ');
    return { id: Number(text.slice(0, end)), name: text.slice(end + 1) };
  });
}
