import { Column } from 'typeorm';

/**
 * The one door of what is told about a child's health, on its way into a column and out: whoever seals such text in the
 * database does it here. Plain rows (`getRawMany`) do not pass it, so health is read by entities alone.
 */
const door = {
  to: (text: string | null | undefined) => text,
  from: (stored: string | null) => stored,
};

/** Text about a child's health, or what may hold such: null where nobody has asked yet. */
export function HealthColumn(): PropertyDecorator {
  return Column('text', { nullable: true, transformer: door });
}

/** The same for what is written as JSON. */
export function HealthJsonColumn(): PropertyDecorator {
  const transformer = {
    to: (value: unknown) => door.to(JSON.stringify(value)),
    from: (stored: string) => JSON.parse(door.from(stored)!) as unknown,
  };
  return Column('text', { transformer });
}
