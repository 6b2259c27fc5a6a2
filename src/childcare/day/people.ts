export type PersonOf = 'guardian' | 'pickup' | 'contact';

/** Somebody of a child's card. */
export interface Person {
  of: PersonOf;
  childId: number;
  position: number;
  name: string;
  relation: string;
  phone: string | null;
  /** How a form names her. */
  key: string;
}

/** `guardian` and 5: `guardian-5`. */
export function receiverKey(of: PersonOf, id: number): string {
  return `${of}-${id}`;
}

/** Guardians and those on the list. */
export function mayPickUp(people: readonly Person[]): Person[] {
  return people.filter(({ of }) => of !== 'contact');
}

export function contactsOf(people: readonly Person[]): Person[] {
  return people.filter(({ of }) => of === 'contact');
}
