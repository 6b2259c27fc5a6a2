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

export type ProgrammeWithCity = Programme & { city: string };

/** The programmes that this person may read. */
function readable(manager: EntityManager, viewer: Viewer): SelectQueryBuilder<Programme> {
  const query = manager
    .createQueryBuilder(Programme, 'programme')
    .innerJoin(City, 'city', 'city.id = programme.city_id')
    .addSelect('city.name', 'city_name');
  if (isOne(viewer, MANAGERS)) return query;
  return query.innerJoin(CityOfficer, ...ownCity(viewer));
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

/** One that can be changed. @throws Refused not_found; programmes.closed */
export async function openProgramme(tx: EntityManager, id: number, field: string): Promise<Programme> {
  const programme = await tx.findOneBy(Programme, { id });
  if (!programme) throw notFound();
  if (programme.status === 'closed') throw conflict(field, 'programmes.closed');
  return programme;
}

async function withCity(query: SelectQueryBuilder<Programme>): Promise<ProgrammeWithCity[]> {
  const { raw, entities } = await query.getRawAndEntities<{ city_name: string }>();
  return entities.map((programme, at) => Object.assign(programme, { city: raw[at]!.city_name }));
}
