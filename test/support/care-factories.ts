import type { User } from '../../src/accounts/user.entity.js';
import { CARE_TERMS_VERSION } from '../../src/childcare/children/care-terms.js';
import { ChildApproval } from '../../src/childcare/children/child-approval.entity.js';
import { ChildConsent } from '../../src/childcare/children/child-consent.entity.js';
import { ChildContact } from '../../src/childcare/children/child-contact.entity.js';
import { ChildGuardian } from '../../src/childcare/children/child-guardian.entity.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import { CareEvent } from '../../src/childcare/day/care-event.entity.js';
import type { CareOrder } from '../../src/childcare/places/care-places.js';
import { CarePattern } from '../../src/childcare/slots/care-pattern.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CareRefusal } from '../../src/childcare/places/care-refusal.entity.js';
import { SetAside } from '../../src/childcare/set-aside/set-aside.entity.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import { Refused } from '../../src/platform/errors.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { refusalPhrase } from '../../src/platform/views/phrase.js';
import { say } from '../../src/platform/views/words.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Timetable } from '../../src/venues/timetable.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import type { TestApp } from './app.js';
import { addUser } from './factories.js';
import { addResource, addVenue } from './venue-factories.js';

type World = Pick<TestApp, 'database' | 'clock'>;

/** A day inside the window of a venue of addVenue. */
export const CARE_DAY = '2026-11-24';

export interface ChildPart {
  name?: string;
  birthDate?: string;
  /** The last day of the approval; none: not approved. */
  approvedUntil?: string | null;
}

/** A child of three with a full card and an approval until March, unless told otherwise. */
export async function addApprovedChild(world: World, guardian: Pick<User, 'id'>, part: ChildPart = {}): Promise<Child> {
  const now = world.clock.now();
  const { name = '小川 ひなた', birthDate = '2023-03-15', approvedUntil = '2027-03-31' } = part;
  return world.database.transaction(async (tx) => {
    const child = await tx.save(
      tx.create(Child, {
        name,
        kana: 'オガワ ヒナタ',
        birthDate,
        allergies: '',
        medication: '',
        conditions: '',
        notes: null,
        createdAt: now,
        createdBy: guardian.id,
      }),
    );
    const childId = child.id;
    await tx.insert(ChildGuardian, { childId, userId: guardian.id, position: 1, relation: '母', linkedAt: now });
    await tx.insert(ChildContact, { childId, position: 1, name: '小川 結衣', relation: '母', phone: '08000001000' });
    const version = CARE_TERMS_VERSION;
    await tx.insert(ChildConsent, { childId, version, agreedAt: now, agreedBy: guardian.id });
    if (approvedUntil) {
      await tx.insert(ChildApproval, {
        childId,
        decidedBy: guardian.id,
        decidedAt: now,
        outcome: 'approved',
        validUntil: approvedUntil,
      });
    }
    return child;
  });
}

export type SlotPart = Partial<Omit<CareSlot, 'id'>> & Pick<CareSlot, 'venueId' | 'roomId' | 'createdBy'>;

/** Three places from 9:00 to 17:00 for children of any age, in the timetable; nobody on the roster. */
export async function addCareSlot(world: World, part: SlotPart): Promise<CareSlot> {
  return world.database.transaction(async (tx) => {
    const slot = await tx.save(
      tx.create(CareSlot, {
        date: CARE_DAY,
        startMinute: 540,
        endMinute: 1020,
        places: 3,
        minAgeMonths: 0,
        maxAgeMonths: null,
        status: 'open',
        patternId: null,
        createdAt: world.clock.now(),
        ...part,
      }),
    );
    const { date, startMinute: start, endMinute: end } = slot;
    await new Timetable().occupy(tx, { kind: 'care_slot', id: slot.id }, [slot.roomId], { date, start, end });
    return slot;
  });
}

/** Puts somebody on the roster for all of the slot, qualified, unless told otherwise. */
export async function addToRoster(
  world: World,
  slot: CareSlot,
  user: Pick<User, 'id'>,
  part: Partial<CareRoster> = {},
): Promise<CareRoster> {
  return world.database.transaction((tx) =>
    tx.save(
      tx.create(CareRoster, {
        slotId: slot.id,
        userId: user.id,
        qualified: true,
        startMinute: slot.startMinute,
        endMinute: slot.endMinute,
        addedAt: world.clock.now(),
        addedBy: user.id,
        ...part,
      }),
    ),
  );
}

let orders = 0;

/** From 10:00 to 12:00, for something of which childcare knows nothing. */
export function aCareOrder(
  guardian: Pick<User, 'id'>,
  children: readonly Pick<Child, 'id'>[],
  part: Partial<CareOrder> & Pick<CareOrder, 'venueId'>,
): CareOrder {
  orders += 1;
  return {
    guardianId: guardian.id,
    actorId: guardian.id,
    childIds: children.map(({ id }) => id),
    date: CARE_DAY,
    start: 600,
    end: 720,
    for: { kind: 'meeting', id: orders },
    ...part,
  };
}

/** A venue with two rooms for children, two families and two who look after children. */
export interface CareHouse {
  venue: Venue;
  room: Resource;
  otherRoom: Resource;
  mother: User;
  father: User;
  nurse: User;
  helper: User;
  /** Of the mother: 0 by 学年. */
  baby: Child;
  /** Of the mother: of the band from 1 to 2. */
  toddler: Child;
  /** Of the father: of the band from 4 to 5. */
  eldest: Child;
  /** Opens the first room, or another. */
  open: (part?: Partial<CareSlot>) => Promise<CareSlot>;
}

export async function addCareHouse(world: TestApp): Promise<CareHouse> {
  const venue = await addVenue(world);
  const room = await addResource(world, venue, { kind: 'room', name: '保育室', bookableBy: 'nobody' });
  const otherRoom = await addResource(world, venue, { kind: 'room', name: 'ひよこ室', bookableBy: 'nobody' });
  const mother = await addUser(world);
  const father = await addUser(world);
  const nurse = await addUser(world, { roles: ['childcare'], name: '井上 さくら' });
  const helper = await addUser(world, { roles: ['childcare'], name: '森 みどり' });
  return {
    venue,
    room,
    otherRoom,
    mother,
    father,
    nurse,
    helper,
    baby: await addApprovedChild(world, mother, { name: '小川 あお', birthDate: '2026-02-10' }),
    toddler: await addApprovedChild(world, mother, { name: '小川 そら', birthDate: '2024-08-01' }),
    eldest: await addApprovedChild(world, father, { name: '田中 りく', birthDate: '2021-06-01' }),
    open: (part = {}) => addCareSlot(world, { venueId: venue.id, roomId: room.id, createdBy: nurse.id, ...part }),
  };
}

/** Takes away all slots, with what hangs on them and the mails about them. */
export async function noCare(world: World): Promise<void> {
  await world.database.transaction(async (tx) => {
    for (const entity of [
      CareEvent,
      CareRefusal,
      CarePlace,
      SetAside,
      CareRoster,
      CareSlot,
      CarePattern,
      Occupancy,
      OutboxMail,
    ]) {
      await tx.createQueryBuilder().delete().from(entity).execute();
    }
  });
}

/** Who has a place: `child in slot date start–end`, as they were written. */
export async function heldInCare(world: World): Promise<string[]> {
  const rows = await world.database.reader.find(CarePlace, { where: { status: 'reserved' }, order: { id: 'ASC' } });
  return rows.map((row) => `${row.childId} in ${row.slotId} ${row.date} ${row.startMinute}–${row.endMinute}`);
}

/** What was refused at the children, as a code, with words in both languages; nothing where it was done. */
export async function careCodeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.problems[0]?.field !== 'childIds') throw error;
    for (const language of ['ja', 'en'] as const) {
      const words = say(language, refusalPhrase(error.code, error.params));
      if (/\{\{|undefined|object|refusals/.test(words)) throw new Error(`no words: ${words}`, { cause: error });
    }
    return error.code;
  }
}
