import { Controller, Get, Render } from '@nestjs/common';
import { MemberNumbers } from '../accounts/members/member-numbers.js';
import { BookingLists } from '../bookings/booking-lists.js';
import { FeePages } from '../bookings/fees/fee-pages.js';
import { WaitlistPages } from '../bookings/waitlist/waitlist-pages.js';
import { Children } from '../childcare/children/children.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { todayAt } from '../platform/time.js';
import { SignedIn } from '../platform/web/access.js';
import { CurrentViewer, type Viewer } from '../platform/web/viewer.js';
import { OwnEnrolments } from '../training/enrolment/own-enrolments.js';
import { type MePage, mePage } from './me.view.js';

/** What fits on her page; the rest is a page away. */
const MOST = 6;

/** Where a person comes in: today and next, and the way to book. */
@Controller('me')
@SignedIn()
export class MeController {
  constructor(
    private readonly lists: BookingLists,
    private readonly waitlist: WaitlistPages,
    private readonly numbers: MemberNumbers,
    private readonly fees: FeePages,
    private readonly children: Children,
    private readonly enrolments: OwnEnrolments,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('home/me')
  async show(@CurrentViewer() viewer: Viewer): Promise<MePage> {
    const coming = await this.lists.coming(viewer.id, MOST);
    const waiting = await this.waitlist.own(viewer.id);
    const hasFees = await this.fees.hasAny(viewer.id);
    const memberNumber = this.numbers.of(viewer.id);
    const now = this.clock.now();
    const children = await this.children.ofGuardian(this.database.reader, viewer.id, todayAt(now));
    const trainings = await this.enrolments.coming(this.database.reader, viewer.id, todayAt(now));
    return mePage({ viewer, memberNumber, coming, waiting, trainings, hasFees, children, now });
  }
}
