/** A person in the rows: a member, or somebody known by name alone. */
interface PersonIds {
  userId: number | null;
  walkInId: number | null;
}

/** How the count and the roll call a person: `member:12`, or `walk_in:3` who is known by name alone. */
export function whoOf({ userId, walkInId }: PersonIds): string {
  return userId === null ? `walk_in:${walkInId}` : `member:${userId}`;
}

export function idsOf(who: string): PersonIds {
  const [kind, id] = who.split(':');
  return kind === 'member' ? { userId: Number(id), walkInId: null } : { userId: null, walkInId: Number(id) };
}

/** Those of them who are members. */
export function membersAmong(people: Iterable<string>): number[] {
  return [...people].map((who) => idsOf(who).userId).filter((id) => id !== null);
}
