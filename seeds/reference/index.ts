import type { EntityManager } from 'typeorm';
import { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { seedKodaira } from './kodaira.js';
import { SUDACHI, THINGS, type Thing } from './sudachi.js';

/** The real space and its programme, where there is no venue yet. @returns whether it was written. */
export async function seedReference(tx: EntityManager): Promise<boolean> {
  if ((await tx.count(Venue)) > 0) return false;
  const venue = await tx.save(tx.create(Venue, { ...SUDACHI, openingHours: [...SUDACHI.openingHours] }));
  let position = 0;
  const place = async ({ inside = [], ...thing }: Thing, parentId: number | null): Promise<void> => {
    position += 1;
    const { activeFrom, activeUntil } = SUDACHI;
    const resource = tx.create(Resource, { ...thing, venueId: venue.id, parentId, activeFrom, activeUntil, position });
    const { id } = await tx.save(resource);
    for (const inner of inside) await place(inner, id);
  };
  for (const thing of THINGS) await place(thing, null);
  await seedKodaira(tx, venue.id);
  return true;
}
