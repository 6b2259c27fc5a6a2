import type { Page } from 'playwright-core';
import { Booking } from '../../src/bookings/booking.entity.js';
import { CheckInCodes } from '../../src/bookings/check-in/check-in-codes.js';
import { paths } from '../../src/platform/paths.js';
import { LANGUAGES, type Language } from '../../src/platform/time.format.js';
import { errorPage } from '../../src/platform/web/error-page.js';
import type { TestApp } from '../support/app.js';
import type { TestBrowser } from '../support/browser.js';
import { addUser, PASSWORD } from '../support/factories.js';
import { setUpApp } from '../support/factor-factories.js';
import { pairedKiosk } from '../support/kiosk-factories.js';
import type { Visitor } from '../support/visitor.js';
import type { Proof } from './proof.js';
import type { Sight } from './sights.js';

/** Pages that say what went wrong, as they come where no page of the house can be made to fail. */
export function errorSights(): Sight[] {
  const page = (language: Language) => ({ language, url: '/', navigation: [] });
  return [400, 413, 415, 422, 429, 500, 503].map((status) => {
    const made = (language: Language) =>
      errorPage(page(language), { status, reference: status >= 500 ? 'a1b2c3' : undefined });
    const html = Object.fromEntries(LANGUAGES.map((language) => [language, made(language)])) as Sight['html'];
    return { who: 'stranger', url: paths.home(), route: '*', state: `error ${status}`, html };
  });
}

/** Somebody between the password and the second step, and the pages of her who has an app for codes. */
export async function secondStep(world: TestApp): Promise<{ visitors: Map<string, Visitor>; sights: Sight[] }> {
  const user = await addUser(world, { email: 'factor@example.jp' });
  const { visitor: inside } = await setUpApp(world, user);
  const before = world.visitor();
  await before.post(paths.signIn(), { email: user.email, password: PASSWORD });
  const at = (who: string, url: string): Sight => ({ who, url, route: url, state: 'second factor' });
  return {
    visitors: new Map([
      ['before', before],
      ['inside', inside],
    ]),
    sights: [
      at('before', paths.secondStep()),
      ...[paths.security(), paths.authenticator(), paths.recoveryCodes(), paths.proof()].map((url) =>
        at('inside', url),
      ),
    ],
  };
}

/** The tablet at the door: the board, what it says to a number that it does not know, and to a code that was read. */
export async function kioskSights(
  world: TestApp,
  managerId: number,
): Promise<{ visitors: Map<string, Visitor>; sights: Sight[] }> {
  const paired = await pairedKiosk(world, managerId, 1);
  const sights: Sight[] = [{ who: 'kiosk', url: paths.kiosk(), route: paths.kiosk(), state: 'usual' }];
  const { $ } = await paired.get(paths.kiosk());
  const action = $('main form[method=post], form[method=post]').first().attr('action');
  if (action) {
    const answer = async (lang: string) =>
      (
        await paired.sendRaw({
          method: 'POST',
          url: action,
          payload: 'code=1234560',
          cookie: `lang=${lang}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        })
      ).body;
    sights.push({ ...sights[0]!, state: 'refused', html: { ja: await answer('ja'), en: await answer('en') } });
  }
  const booking = await world.database.reader.findOneOrFail(Booking, { where: { venueId: 1 }, order: { id: 'DESC' } });
  const read = paths.kioskCheckIn(world.get(CheckInCodes).codeOf(booking.id));
  sights.push({ who: 'kiosk', url: read, route: '/kiosk/check-ins/:code', state: 'usual' });
  return { visitors: new Map([['kiosk', paired]]), sights };
}

/** The roll-call while the connection is gone: what was tapped is kept and said. */
export async function withoutConnection(
  proof: Proof,
  browser: TestBrowser,
  visitor: Visitor,
  url: string,
): Promise<void> {
  for (const language of LANGUAGES) {
    const page: Page = await browser.newPerson({ language });
    await page.context().addCookies(
      visitor
        .kept()
        .filter(({ name }) => name !== 'lang')
        .map((cookie) => ({ ...cookie, url: browser.address })),
    );
    await page.goto(url);
    await page.context().setOffline(true);
    await page.locator('.roll > li button[aria-pressed=false]').first().click();
    await page.locator('kept-taps').waitFor({ state: 'attached' });
    await proof.inspect(page, language, `${url} (trainer, offline)`);
    await page.context().setOffline(false);
    await page.context().close();
  }
}
