import type { EntityManager } from 'typeorm';
import { Resource } from '../resource.entity.js';
import { inTree } from './tree.policy.js';

const AT_ONCE = 500;

/** Writes down the order of the house: each thing followed by what is inside it. One statement for 500, none where it stands. */
export async function renumber(tx: EntityManager, all: readonly Resource[]): Promise<void> {
  const moved = inTree(all).flatMap(({ id, position }, index) =>
    position === index + 1 ? [] : [{ id, to: index + 1 }],
  );
  for (let at = 0; at < moved.length; at += AT_ONCE) await put(tx, moved.slice(at, at + AT_ONCE));
}

async function put(tx: EntityManager, moved: readonly { id: number; to: number }[]): Promise<void> {
  // Numbers of our own, so they can stand in the text: parameters of a CASE would need types.
  const cases = moved.map(({ id, to }) => `WHEN ${id} THEN ${to}`).join(' ');
  await tx
    .createQueryBuilder()
    .update(Resource)
    .set({ position: () => `CASE id ${cases} END` })
    .whereInIds(moved.map(({ id }) => id))
    .execute();
}
