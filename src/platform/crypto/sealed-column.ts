import { Column } from 'typeorm';
import { keyIdOf, open, seal } from './sealed.js';

/** Where sealed text stands, by entity and property: what is sealed anew when the key changes. */
export interface SealedPlace {
  entity: object;
  property: string;
}

const places: SealedPlace[] = [];

/** All of the house, once its entities are loaded. */
export function sealedPlaces(): readonly SealedPlace[] {
  return places;
}

/** A column whose text is sealed on its way in. What stands there from before it was sealed is still read (`reseal`). */
const door = {
  to: (text: string | null | undefined) => (typeof text === 'string' ? seal(text) : text),
  from: (stored: string | null) => (stored === null || keyIdOf(stored) === undefined ? stored : open(stored)),
};

/** The door for a plain row, as a question gives it: what stands there passes no other. */
export const unsealed: (stored: string | null) => string | null = door.from;

/** Text, or null. A plain row (`getRawMany`) does not pass the door by itself. */
export function SealedColumn(): PropertyDecorator {
  return noted(Column('text', { nullable: true, transformer: door }));
}

/** The same for what is written as JSON. */
export function SealedJsonColumn(): PropertyDecorator {
  const transformer = {
    to: (value: unknown) => door.to(JSON.stringify(value)),
    from: (stored: string) => JSON.parse(door.from(stored)!) as unknown,
  };
  return noted(Column('text', { transformer }));
}

/** For text that its room seals and opens itself. */
export function SealedByHand(): PropertyDecorator {
  return noted(Column('text'));
}

function noted(column: PropertyDecorator): PropertyDecorator {
  return (target, property) => {
    places.push({ entity: target.constructor, property: String(property) });
    column(target, property);
  };
}
