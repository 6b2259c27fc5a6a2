import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMO_PASSWORD } from '../../seeds/demo/people.js';
import { seed } from '../../seeds/seed.js';
import { paths } from '../../src/platform/paths.js';
import { keep, proveWholeHouse } from '../accessibility/whole-house.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  axeProblems,
  complaintsOf,
  PHONE,
  SCREEN,
  sidewaysScroll,
  signIn,
  startBrowser,
  type TestBrowser,
} from '../support/browser.js';

/** The pages that people open from a menu or a link, in the demo world, each as somebody who may. */
const DAY = '2026-11-27';
const NARROW = { width: 320, height: 740 };
const SLOT = { date: DAY, start: '10:00', end: '12:00' };
const PAGES: Record<string, string[]> = {
  'member@demo.test': [
    paths.me(),
    paths.profile(),
    paths.security(),
    paths.authenticator(),
    paths.passkeyNew(),
    paths.ownBookings(),
    paths.waitlist(),
    paths.ownCalendar(),
    paths.day(DAY),
    paths.calendar(),
    paths.newBooking(SLOT),
    paths.newSeries(SLOT),
    paths.ownChildren(),
    paths.childNew(),
    paths.ownCertificates(),
  ],
  'childcare@demo.test': [
    paths.care({ date: DAY }),
    paths.careChildren(),
    paths.careInterviews(),
    paths.careSlots({ date: DAY }),
    paths.careSlotNew({ date: DAY }),
    paths.careSlot(1),
    paths.careSlotEdit(1),
  ],
  'manager@demo.test': [
    paths.manage(),
    paths.members(),
    paths.member(1),
    paths.invitations(),
    paths.imports(),
    paths.manageBookings(),
    paths.manageNewBooking(),
    paths.mails(),
    paths.usage(),
    paths.childRules(),
    paths.careSettings(),
    paths.venues(),
    paths.venueNew(),
    paths.venue(1),
    paths.venueEdit(1),
    paths.openingHours(1),
    paths.holidays(1),
    paths.ownHolidayNew(1),
    paths.closures(1),
    paths.closureNew(1),
    paths.resources(1),
    paths.resourceNew(1),
    paths.resourceEdit(1, 2),
    paths.resourceCalendar(1, 2),
    paths.desk({ date: DAY }),
    paths.walkIn(),
    paths.quickEntry({ date: DAY }),
    paths.courseCertificates(1),
    paths.courseMaterials(1),
    paths.courseQuestions(1),
    paths.courseAnswers(1),
    paths.sessionSurvey(1),
    paths.cities(),
    paths.programmeNew(),
    paths.programmeEdit(2),
    paths.programme(2),
    paths.targetEdit(2, 4),
    paths.taskNew(2),
    paths.document(2, 7),
    paths.document(1, 4),
    paths.programmePayments(2),
  ],
  'officer@demo.test': [
    paths.programmes(),
    paths.programme(2),
    paths.target(2, 4),
    paths.targetRows(2, 4),
    paths.schedule(2),
    paths.documents(2),
    paths.entries(2),
    paths.careFigures(),
  ],
  'admin@demo.test': [paths.audit()],
};

let world: TestApp;
let browser: TestBrowser | undefined;

beforeAll(async () => {
  if (process.env.ACCESSIBILITY) return;
  world = await startApp();
  await seed(world.database, world.clock, 'demo');
  browser = await startBrowser(world);
});
afterAll(() => browser?.close());

/** Each page once: by turns on a phone and on a screen, where it is English and dark. `npm run accessibility` looks at all of them in every way. */
const LOOKS = [{ size: PHONE, language: 'ja' } as const, { size: SCREEN, language: 'en', dark: true } as const];

if (process.env.ACCESSIBILITY)
  test('everywhere, for everybody, in each state, at each width and in each language there is nothing to be found', async () => {
    const only = process.env.ACCESSIBILITY === '1' ? [] : process.env.ACCESSIBILITY!.split(',');
    const result = await proveWholeHouse((line) => process.stderr.write(`${line}\n`), only);
    if (only.length > 0) return expect(result.findings).toEqual([]); // of a part there is no result to be kept
    keep(result);
    expect([result.findings, Object.entries(result.unreached).filter(([, reason]) => !reason)]).toEqual([[], []]);
  }, 7_200_000);
else
  test.each(Object.keys(PAGES))(
    'axe finds nothing on the pages of %s',
    async (email) => {
      const found: Record<string, unknown> = {};
      for (const [turn, looks] of LOOKS.entries()) {
        const page = await browser!.newPerson(looks);
        await page.goto(paths.signIn(paths.me()));
        await signIn(page, email, DEMO_PASSWORD);
        for (const path of PAGES[email]!.filter((_, at) => at % 2 === turn)) {
          const answer = await page.goto(path, { waitUntil: 'domcontentloaded' });
          const problems = [...(await axeProblems(page)), ...complaintsOf(page)];
          await page.setViewportSize(NARROW);
          const sideways = await sidewaysScroll(page);
          await page.setViewportSize(looks.size);
          if (answer?.status() !== 200 || problems.length > 0 || sideways > 0)
            found[path] = { status: answer?.status(), problems, sideways };
        }
      }
      expect(found).toEqual({});
    },
    300_000,
  );
