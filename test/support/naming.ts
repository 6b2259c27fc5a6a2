import { In, Not } from 'typeorm';
import { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import { ChildGuardian } from '../../src/childcare/children/child-guardian.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CardReading, type ReadingOf } from '../../src/childcare/readings/card-reading.entity.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import type { DemoHouse, Who } from './demo-walk.js';

/** A page on which somebody was told who these children are, of whom none is hers. */
interface Told {
  path: string;
  url: string;
  readerId: number;
  childIds: number[];
}

/** Watches whose children's names stand on the pages that people of the demo world open. */
export class NamingWatch {
  readonly told: Told[] = [];

  private constructor(
    private readonly house: DemoHouse,
    private readonly ids: ReadonlyMap<string, number>,
    private readonly children: readonly Child[],
    private readonly links: readonly ChildGuardian[],
  ) {}

  static async over(house: DemoHouse): Promise<NamingWatch> {
    const { reader } = house.world.database;
    const people = await reader.find(User);
    const ids = new Map(people.map(({ id, email }) => [email, id]));
    return new NamingWatch(house, ids, await reader.find(Child), await reader.find(ChildGuardian));
  }

  /** @param who somebody of the demo world, or the number of whoever came later */
  meet(who: Who | number, url: string, body: string): void {
    const readerId = typeof who === 'number' ? who : (this.ids.get(`${who}@demo.test`) ?? 0);
    const own = new Set(this.links.filter(({ userId }) => userId === readerId).map(({ childId }) => childId));
    const named = this.children.filter(({ id, name }) => !own.has(id) && body.includes(name)).map(({ id }) => id);
    if (named.length === 0) return;
    this.told.push({ path: this.house.routeOf('GET', url)!.path, url, readerId, childIds: named });
  }

  /** Who was told of whom on which page without a line in the log. @param kinds by route */
  async unlogged(kinds: ReadonlyMap<string, ReadingOf>): Promise<string[]> {
    const looks = await this.house.world.database.reader.find(CardReading);
    const logged = new Set(looks.map(({ readerId, childId, what }) => `${readerId} ${childId} ${what}`));
    return this.told.flatMap(({ path, url, readerId, childIds }) =>
      childIds
        .filter((id) => !logged.has(`${readerId} ${id} ${kinds.get(path)}`))
        .map((id) => `${readerId} ${url}: ${id}`),
    );
  }
}

/** Where the staff books and enrols for families with children, and what a breach concerns. */
export async function pagesForFamilies({ world }: DemoHouse): Promise<string[]> {
  const { reader } = world.database;
  const member = await reader.findOneByOrFail(User, { email: 'member@demo.test' });
  const links = await reader.find(ChildGuardian);
  const families = In(links.map(({ userId }) => userId));
  const { date } = await reader.findOneOrFail(CareSlot, { where: { status: 'open' }, order: { date: 'DESC' } });
  const cared = await reader.findOne(CarePlace, {
    where: { forKind: 'booking', status: 'reserved' },
    order: { date: 'DESC' },
  });
  const booking = cared && (await reader.findOneBy(Booking, { id: cared.forId }));
  const courses = await reader.findBy(Course, { status: Not('draft') });
  const enrolments = await reader.find(Enrolment, { where: { userId: families }, order: { id: 'DESC' }, take: 6 });
  return [
    paths.newBooking({ memberId: member.id, date }),
    ...(booking ? [paths.bookingEdit(booking.id)] : []),
    ...courses.map(({ id }) => paths.enrolmentNew(id, { memberId: member.id })),
    ...enrolments.map(({ id }) => paths.enrolmentChildren(id)),
    paths.breaches({ account: 'childcare@demo.test', from: '2026-11-01', to: '2026-11-21' }),
  ];
}
