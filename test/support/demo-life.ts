import { load } from 'cheerio';
import { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { DemoHouse, Who } from './demo-walk.js';
import { formsIn } from './forms.js';
import { drawn } from './pictures.js';
import { BOOKING_DAY } from './booking-factories.js';
import { addSeries } from './series-factories.js';

interface Doing {
  who: Who;
  /** Where the form stands. */
  page: string;
  /** Which form of the page: the route that takes it. */
  route: string;
  fields?: Record<string, string>;
  file?: { name: string; filename: string; type: string; content: Buffer };
}

/** What the demo world is without, done through its own forms, so that each page has something to show. */
export async function liveOn(house: DemoHouse): Promise<void> {
  for (const doing of await doings()) await submit(house, doing);
  const member = await house.world.database.reader.findOneByOrFail(User, { email: 'member@demo.test' });
  await addAnySeries(house, member);
}

/** A series of two, on the first weekday, at the first hour and desk where there may be one. @throws where there is none */
async function addAnySeries({ world }: DemoHouse, member: User): Promise<void> {
  const refused: unknown[] = [];
  for (const weekday of [2, 3, 4, 5, 6] as const)
    for (const start of [540, 660, 780, 900])
      for (const resource of [9, 8, 7, 6, 5, 4, 3, 2]) {
        const rule = { weekdays: [weekday], from: BOOKING_DAY, until: null, times: 2 };
        try {
          return void (await addSeries(world, member, [resource], { rule, start, end: start + 60 }));
        } catch (error) {
          refused.push(error);
        }
      }
  throw new AggregateError(refused, 'there is no room for a series');
}

async function doings(): Promise<Doing[]> {
  const picture = async (name: string): Promise<Doing['file']> => {
    const content = await drawn('png', 40, 30);
    return { name, filename: 'x.png', type: 'image/png', content };
  };
  const table = Buffer.from('氏名,フリガナ,メールアドレス\r\n髙﨑 花子,タカサキ ハナコ,hanako@example.jp\r\n');
  const paper = Buffer.from('%PDF-1.7\n');
  return [
    {
      who: 'manager',
      page: paths.invitations(),
      route: '/manage/invitations',
      fields: { email: 'new@example.jp', roles: 'trainer' },
    },
    { who: 'manager', page: paths.kioskDevices(1), route: '/manage/venues/:venueId/kiosks', fields: { name: '入口' } },
    {
      who: 'manager',
      page: paths.courseQuestions(1),
      route: '/manage/courses/:id/questions',
      fields: { kind: 'text', words: 'ご質問は？', choices: '' },
    },
    {
      who: 'manager',
      page: paths.courseMaterials(1),
      route: '/manage/courses/:id/materials',
      fields: { title: '資料' },
      file: { name: 'file', filename: 'a.pdf', type: 'application/pdf', content: paper },
    },
    {
      who: 'manager',
      page: paths.courseMaterials(1),
      route: '/manage/courses/:id/picture',
      fields: { alt: '教室' },
      file: await picture('picture'),
    },
    {
      who: 'manager',
      page: paths.pictures(1, 2),
      route: '/manage/venues/:venueId/resources/:resourceId/pictures',
      fields: { alt: '席' },
      file: await picture('picture'),
    },
    { who: 'manager', page: paths.reports(), route: '/reports', fields: { month: '2026-10' } },
    {
      who: 'manager',
      page: paths.ownHolidayNew(1),
      route: '/manage/venues/:id/own-holidays',
      fields: { date: '2026-12-25', name: '休み' },
    },
    {
      who: 'manager',
      page: paths.resourceCalendar(1, 2),
      route: '/manage/venues/:venueId/resources/:resourceId/calendar',
    },
    { who: 'manager', page: paths.member(20), route: '/manage/members/:id/deactivation' },
    {
      who: 'manager',
      page: paths.imports(),
      route: '/manage/imports',
      fields: { target: 'members', existing: 'skip' },
      file: { name: 'file', filename: '名簿.csv', type: 'text/csv', content: table },
    },
    { who: 'member', page: paths.ownCalendar(), route: '/me/calendar' },
    {
      who: 'member',
      page: paths.childGuardians(1),
      route: '/me/children/:id/guardians',
      fields: { email: 'editor@demo.test', relation: 'grandmother' },
    },
  ];
}

/** @throws Error with the page that came back, when the form is refused. */
async function submit({ people, routeOf }: DemoHouse, { who, page, route, fields = {}, file }: Doing): Promise<void> {
  const visitor = people.get(who)!;
  const { body, status } = await visitor.get(page);
  const form = formsIn(load(body), page).find((one) => routeOf(one.method, one.action)?.path === route);
  if (!form && status === 200) return; // done already, by the seeds
  if (!form) throw new Error(`${who} does not see ${page}: ${status}`);
  const values = { ...Object.fromEntries(form.fields), ...fields };
  const answer = file ? await visitor.upload(form.action, values, file) : await visitor.post(form.action, values);
  if (answer.status !== 303)
    throw new Error(
      `${route}: ${answer.status} ${answer.$('.summary, main').text().replace(/\s+/g, ' ').slice(0, 300)}`,
    );
}
