import { Inject, Injectable } from '@nestjs/common';
import { assetUrl } from '../../platform/assets/manifest.js';
import { printCalendar } from '../../platform/calendar/icalendar.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import {
  addDays,
  addMonths,
  type DateText,
  daysInMonth,
  firstOfMonth,
  minuteAt,
  todayAt,
} from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import type { Category } from '../courses/course.entity.js';
import { isCancelled } from '../courses/course.view.js';
import { courseOf } from '../courses/courses.js';
import { ENROLLING } from '../enrolment/enrolment-who.policy.js';
import { OwnEnrolments } from '../enrolment/own-enrolments.js';
import { CoursePictures } from '../materials/course-pictures.js';
import { type SessionRow, SessionRows } from '../sessions/session-rows.js';
import { sessionEvent } from './session-event.js';
import { monthView } from './month.view.js';
import { trainingView } from './training.view.js';

/** What programs are told of: this many days back and ahead. */
const FEED = { back: 30, ahead: 366 };
/** Calendars are shown for two years around today. */
const MONTHS = 24;

interface Wish {
  /** Any day of the month. */
  month?: DateText;
  category?: Category;
}

/** What is offered to everybody. */
@Injectable()
export class Trainings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rows: SessionRows,
    private readonly own: OwnEnrolments,
    private readonly pictures: CoursePictures,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A month; that of the next session unless one is asked for. At most three statements. */
  async month({ month, category }: Wish): Promise<object> {
    const today = this.today();
    const near = month && addMonths(today, -MONTHS) <= month && month <= addMonths(today, MONTHS) ? month : undefined;
    const first = firstOfMonth(near ?? (await this.nextDate(today)) ?? today);
    const last = addDays(first, daysInMonth(first) - 1);
    const { reader } = this.database;
    const sessions = await this.rows.offered(reader, first, last);
    // Whether one can enrol in a course hangs on all of its sessions, also those of other months.
    const whole = sessions.filter(({ enrolmentPer, date }) => enrolmentPer === 'course' && date >= today);
    const ofCourses = await this.rows.ahead(reader, [...new Set(whole.map(({ courseId }) => courseId))], today);
    return monthView({ first, last, now: this.clock.now(), sessions, ofCourses, category });
  }

  /** @throws Refused not_found: none, or not published yet. Four statements. */
  async show(id: number, language: Language, viewer?: Viewer): Promise<object> {
    const { reader } = this.database;
    const course = await courseOf(reader, id);
    if (course.status === 'draft') throw notFound();
    const sessions = await this.rows.ofCourse(reader, id);
    const { publicUrl } = this.settings;
    const shown = await this.pictures.of(reader, id);
    const picture = publicUrl + (shown ? paths.coursePicture(id, shown.id) : assetUrl('og.png'));
    const own = viewer ? await this.own.inCourse(reader, viewer.id, id) : [];
    const enrolsOthers = isOne(viewer, ENROLLING);
    const facts = { course, sessions, own, enrolsOthers, now: this.clock.now(), publicUrl, picture, shown, language };
    return trainingView(facts);
  }

  /** The next of all, those that are not cancelled. One statement. */
  async next(most: number): Promise<SessionRow[]> {
    const now = this.clock.now();
    const today = todayAt(now);
    const coming = await this.rows.offered(this.database.reader, today, addDays(today, FEED.ahead));
    const ahead = ({ date, start }: SessionRow): boolean => date > today || start > minuteAt(now);
    return coming.filter((one) => !isCancelled(one) && ahead(one)).slice(0, most);
  }

  /** For calendar programs. One statement. */
  async feed(language: Language, category?: Category): Promise<string> {
    const today = this.today();
    const { reader } = this.database;
    const sessions = await this.rows.offered(reader, addDays(today, -FEED.back), addDays(today, FEED.ahead));
    const wanted = sessions.filter((one) => !category || one.category === category);
    const events = wanted.map((one) => sessionEvent(one, language, this.settings.publicUrl));
    return printCalendar('PUBLISH', events, say(language, 'training:public.feed_name'));
  }

  private nextDate(today: DateText): Promise<DateText | undefined> {
    return this.rows.firstOffered(this.database.reader, today, addMonths(today, MONTHS));
  }

  private today(): DateText {
    return todayAt(this.clock.now());
  }
}
