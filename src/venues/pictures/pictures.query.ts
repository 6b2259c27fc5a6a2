import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { ResourcePicture } from '../resource-picture.entity.js';
import { Resource } from '../resource.entity.js';

/** A picture without its content. */
export type PictureRow = Omit<ResourcePicture, 'content'>;

/** All pictures of a venue's things, in their order, by resource. One statement, and no content. */
export async function picturesByResource(manager: EntityManager, venueId: number): Promise<Map<number, PictureRow[]>> {
  const rows = await manager
    .createQueryBuilder(ResourcePicture, 'picture')
    .innerJoin(Resource, 'resource', 'resource.id = picture.resource_id')
    .where('resource.venue_id = :venueId', { venueId })
    .orderBy('picture.position')
    .addOrderBy('picture.id')
    .getMany();
  return groupBy<number, PictureRow>(rows, ({ resourceId }) => resourceId);
}

/** Pictures of one resource, in their order. One statement, and no content. */
export function picturesOf(manager: EntityManager, resourceId: number): Promise<PictureRow[]> {
  return manager.find(ResourcePicture, { where: { resourceId }, order: { position: 'ASC', id: 'ASC' } });
}
