import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type axe from 'axe-core';
import type { Browser, Page, ViewportSize } from 'playwright-core';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Language } from '../../src/platform/time.format.js';
import { startApp, type TestApp } from './app.js';
import { launchChromium } from './chromium.js';
import { PASSWORD, signIn as signInUnseen } from './factories.js';

/** The two widths that every page is looked at. */
export const PHONE: ViewportSize = { width: 360, height: 740 };
export const SCREEN: ViewportSize = { width: 1280, height: 800 };

export interface Looks {
  size?: ViewportSize;
  /** `look` looks at each page at this size too. */
  also?: ViewportSize | undefined;
  /** Off: the page must do without. */
  javaScript?: boolean;
  dark?: boolean;
  language?: Language;
}

/** The app on a port of this machine, and a real browser. */
export interface TestBrowser {
  world: TestApp;
  address: string;
  /** Somebody new with a browser of her own: no cookies, not signed in. Addresses are relative: `page.goto('/me')`. */
  newPerson(looks?: Looks): Promise<Page>;
  /** The person (of addUser) in a browser of her own, signed in, on the page that she wanted. */
  signedIn(user: Pick<User, 'email'>, path: string, looks?: Looks): Promise<Page>;
  close(): Promise<void>;
}

const complaints = new WeakMap<Page, string[]>();
const plain = new WeakSet<Page>();
const alsoAt = new WeakMap<Page, ViewportSize>();

/**
 * @param world an app that is already started; by default a fresh one. It is closed together with the browser.
 * @param flags of Chromium, beside its usual ones
 */
export async function startBrowser(world?: TestApp, flags: readonly string[] = []): Promise<TestBrowser> {
  const app = world ?? (await startApp());
  await app.app.listen(0, '127.0.0.1');
  const address = `http://127.0.0.1:${(app.app.getHttpServer().address() as { port: number }).port}`;
  const browser = await launchChromium(flags);
  return {
    world: app,
    address,
    newPerson: (looks = {}) => newPerson(browser, address, looks),
    signedIn: async (user, path, looks = {}) => {
      const page = await newPerson(browser, address, looks);
      const visitor = await signInUnseen(app, user);
      await page.context().addCookies(visitor.kept().map((cookie) => ({ ...cookie, url: address })));
      await page.goto(path);
      return page;
    },
    close: async () => {
      await browser.close();
      await app.close();
    },
  };
}

async function newPerson(browser: Browser, address: string, looks: Looks): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: looks.size ?? PHONE,
    javaScriptEnabled: looks.javaScript ?? true,
    colorScheme: looks.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  context.setDefaultTimeout(10_000);
  context.setDefaultNavigationTimeout(30_000);
  if (looks.language) await context.addCookies([{ name: 'lang', value: looks.language, url: address }]);
  const page = await context.newPage();
  const heard: string[] = [];
  complaints.set(page, heard);
  if (looks.javaScript === false) plain.add(page);
  if (looks.also) alsoAt.set(page, looks.also);
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('console', (message) => {
    // The answer 404 or 422 to a page itself is no fault of the page.
    if (message.type() === 'error' && !message.text().includes('the server responded with a status of'))
      heard.push(message.text());
  });
  return page;
}

/** Fills in and sends the form for signing in, which the page shows. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.press('[name=password]', 'Enter');
  await page.waitForURL((url) => url.pathname !== paths.signIn());
}

/**
 * Nothing may be wrong with the page as it stands; at the other size, where one was named, nothing may be too wide or too
 * small. Keeps a picture of it under that name, where pictures are asked for. axe at both sizes: `npm run accessibility`.
 */
export async function look(page: Page, name: string): Promise<void> {
  await come(page);
  await lookOnce(page, name, plain.has(page) ? [] : await axeProblems(page));
  const [own, other] = [page.viewportSize(), alsoAt.get(page)];
  if (!own || !other) return;
  await page.setViewportSize(other);
  await lookOnce(page, `${name}-${other.width}`, []);
  await page.setViewportSize(own);
}

async function lookOnce(page: Page, name: string, axe: string[]): Promise<void> {
  await shoot(page, name);
  const found = {
    sideways: await sidewaysScroll(page),
    axe,
    small: await smallTargets(page),
    complaints: complaintsOf(page),
  };
  expect([name, found]).toEqual([name, { sideways: 0, axe: [], small: [], complaints: [] }]);
}

/** What the browser complained about so far: script errors, violations of the content security policy. */
export function complaintsOf(page: Page): string[] {
  return complaints.get(page)!;
}

/** The tools below put styles of their own into the page, which its policy refuses: that is no fault of the page. */
async function unheard<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const heard = complaintsOf(page);
  const before = heard.length;
  const result = await work();
  heard.length = before;
  return result;
}

/**
 * What axe finds against WCAG 2.2 A and AA and its best practices: one line a problem, with where it is. Only where JavaScript is on.
 * @param only these of its rules
 */
export async function axeProblems(page: Page, only?: readonly string[]): Promise<string[]> {
  // A visit by Turbo leaves it where it was.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axeSource());
  const options = { resultTypes: ['violations'], ...(only && { runOnly: only }) };
  const run = `axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations)`;
  const found = await unheard(page, () => page.evaluate<axe.Result[]>(run));
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

let axeScript: string | undefined;

/** The small one: it goes into the browser anew with each page. */
function axeSource(): string {
  axeScript ??= readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
  return axeScript;
}

/** By how many pixels the page can be scrolled sideways; it must be none. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Buttons and links that stand alone and are smaller than 44 × 44 pixels: too small for a finger. Links in prose may be. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('a:not(p a, dd a, td a, .skip), button, summary, label:has(input)')]
    .map((target) => [target.textContent.trim(), target.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 0 && (width < 44 || height < 44))
    .map(([text, { width, height }]) => text + ': ' + width + ' × ' + height)`);
}

/** Until it is there, by a visit of Turbo too, and stands in its own letters. */
async function come(page: Page): Promise<void> {
  await page.locator('html:not([aria-busy])').waitFor({ state: 'attached' });
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

/**
 * Waits until the page has come. With PICTURES=1 it keeps a picture of the whole page in test/.artifacts,
 * for people to look at: a fourth of the time of a journey.
 */
export async function shoot(page: Page, name: string): Promise<void> {
  await come(page);
  if (!process.env.PICTURES) return;
  mkdirSync('test/.artifacts', { recursive: true });
  await unheard(page, () => page.screenshot({ path: join('test/.artifacts', `${name}.png`), fullPage: true }));
}
