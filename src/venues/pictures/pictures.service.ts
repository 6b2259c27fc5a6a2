import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit, type Deed } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound } from '../../platform/errors.js';
import { ResourcePicture } from '../resource-picture.entity.js';
import { Resource } from '../resource.entity.js';
import type { Direction } from '../resources/tree.policy.js';
import { readPicture } from './picture.policy.js';
import { picturesOf, type PictureRow } from './pictures.query.js';
import { redrawn } from './redraw.js';

/** Where a picture hangs. */
export interface Place {
  venueId: number;
  resourceId: number;
}

const MOST_PICTURES = 8;

/** Pictures of rooms, desks and PCs. They change no rule, so they take no lock of the venue. */
@Injectable()
export class Pictures {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** @throws Refused not_found. Two statements. */
  async find(manager: EntityManager, place: Place, id: number): Promise<PictureRow> {
    await this.mustStand(manager, place);
    const picture = await manager.findOneBy(ResourcePicture, { id, resourceId: place.resourceId });
    if (!picture) throw notFound();
    return picture;
  }

  /** @throws Refused venues.picture_… at `picture` */
  async add(actorId: number, place: Place, alt: string, file: Buffer | undefined): Promise<void> {
    if (!file) throw invalid('picture', 'venues.picture_missing');
    const read = readPicture(file);
    if (typeof read === 'string') throw invalid('picture', `venues.${read}`);
    const { content, facts } = await redrawn(file, read);
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'pictures', place.resourceId);
      await this.mustStand(tx, place);
      const others = await picturesOf(tx, place.resourceId);
      if (others.length >= MOST_PICTURES)
        throw invalid('picture', 'venues.too_many_pictures', { maximum: MOST_PICTURES });
      const position = (others.at(-1)?.position ?? 0) + 1;
      const { resourceId } = place;
      const picture = { ...facts, resourceId, alt, content, position, redrawn: true };
      const { id } = await tx.save(tx.create(ResourcePicture, picture));
      await this.record(tx, { actorId, action: 'venues.picture_added', id, detail: { ...place, alt, ...facts } });
    });
  }

  /** @throws Refused not_found */
  async describe(actorId: number, place: Place, id: number, alt: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.find(tx, place, id);
      await tx.update(ResourcePicture, id, { alt });
      await this.record(tx, {
        actorId,
        action: 'venues.picture_described',
        id,
        detail: { ...place, before: before.alt, after: alt },
      });
    });
  }

  /** @throws Refused not_found */
  async remove(actorId: number, place: Place, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { alt } = await this.find(tx, place, id);
      await tx.delete(ResourcePicture, id);
      await this.record(tx, { actorId, action: 'venues.picture_removed', id, detail: { ...place, alt } });
    });
  }

  /** One place up or down. @throws Refused not_found */
  async shift(actorId: number, place: Place, id: number, direction: Direction): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'pictures', place.resourceId);
      await this.find(tx, place, id);
      const row = await picturesOf(tx, place.resourceId);
      const from = row.findIndex((one) => one.id === id);
      const to = from + (direction === 'up' ? -1 : 1);
      if (!row[to]) return;
      const order = row.with(from, row[to]).with(to, row[from]!);
      for (const [index, one] of order.entries())
        if (one.position !== index + 1) await tx.update(ResourcePicture, one.id, { position: index + 1 });
      await this.record(tx, { actorId, action: 'venues.picture_shifted', id, detail: { ...place, direction } });
    });
  }

  private async mustStand(manager: EntityManager, { venueId, resourceId }: Place): Promise<void> {
    if (!(await manager.existsBy(Resource, { id: resourceId, venueId }))) throw notFound();
  }

  private record(tx: EntityManager, { id, ...deed }: Omit<Deed, 'subject'> & { id: number }): Promise<void> {
    return this.audit.record(tx, { ...deed, subject: { kind: 'resource_picture', id } });
  }
}
