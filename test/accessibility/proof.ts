import type { Page } from 'playwright-core';
import type { Language } from '../../src/platform/time.format.js';
import { complaintsOf, SCREEN, type TestBrowser } from '../support/browser.js';
import type { Visitor } from '../support/visitor.js';
import { type Check, inspect } from './inspection.js';
import { inEachLanguage, type Sight } from './sights.js';

/** The page of the tablet goes home by itself; not while it is looked at. */
const STAY = `for (const one of document.querySelectorAll('kiosk-page')) one.dataset.seconds = '3600'`;

/** Looks at sights in a browser, several at a time, and keeps what was found. */
export class Proof {
  checks: Partial<Record<Check, number>> = {};
  findings: string[] = [];
  looked: Sight[] = [];
  rules = 0;
  private readonly pages = new Map<string, Page>();

  constructor(
    private readonly browser: TestBrowser,
    private readonly people: ReadonlyMap<string, Visitor>,
    private readonly tell: (line: string) => void,
  ) {}

  /** Goes on in another house, and writes into the same book. */
  in(browser: TestBrowser): Proof {
    const { checks, findings, looked } = this;
    return Object.assign(new Proof(browser, this.people, this.tell), { checks, findings, looked });
  }

  async look(sights: readonly Sight[], visitors = this.people): Promise<void> {
    // One lane a language: a person has one page in each.
    const lanes = new Map<Language, Sight[]>();
    for (const { sight, language } of inEachLanguage(sights))
      lanes.set(language, [...(lanes.get(language) ?? []), sight]);
    await Promise.all(
      [...lanes].map(async ([language, own]) => {
        for (const sight of own) await this.lookAt(sight, language, visitors.get(sight.who)!);
      }),
    );
    this.looked.push(...sights);
    this.tell(`${this.looked.length} looked at, ${this.findings.length} findings`);
  }

  /** What stands in the browser now, whoever brought it there. */
  async inspect(page: Page, language: Language, what: string, everywhere = false): Promise<void> {
    const offline = what.endsWith('offline)');
    const { checks, findings } = await inspect(page, language, everywhere);
    this.rules ||= await page.evaluate<number>('axe.getRules().length');
    for (const [check, count] of Object.entries(checks) as [Check, number][])
      this.checks[check] = (this.checks[check] ?? 0) + count;
    for (const one of findings.filter((one) => !(offline && /DISCONNECTED|Failed to fetch/.test(one)))) {
      this.findings.push(`${what} ${language}: ${one}`);
      this.tell(this.findings.at(-1)!);
    }
  }

  private async lookAt(sight: Sight, language: Language, visitor: Visitor): Promise<void> {
    const { who, url, state, html } = sight;
    const page = await this.pageOf(who, language, visitor);
    const what = `${url} (${who}, ${state})`;
    try {
      await page.setViewportSize(SCREEN);
      const body = html?.[language];
      if (body)
        await page.route(
          (at) => `${at.pathname}${at.search}` === url,
          (route) => route.fulfill({ status: 200, contentType: 'text/html; charset=utf-8', body }),
        );
      const answer = await page.goto(url, { waitUntil: 'load' });
      if (body) await page.unrouteAll(); // not before: what else the page asks for meanwhile would never be answered
      if (answer!.status() >= 500) this.findings.push(`${what} ${language}: ${answer!.status()}`);
      await page.evaluate(STAY);
      await page.evaluate('document.fonts.ready.then(() => undefined)');
      await this.inspect(page, language, what, state === 'usual');
    } catch (error) {
      this.findings.push(`${what} ${language}: ${String(error)}`);
      this.tell(this.findings.at(-1)!);
      complaintsOf(page).splice(0);
    }
  }

  private async pageOf(who: string, language: Language, visitor: Visitor): Promise<Page> {
    const key = `${who} ${language}`;
    const known = this.pages.get(key);
    if (known) return known;
    const page = await this.browser.newPerson({ size: SCREEN, language });
    const kept = visitor.kept().filter(({ name }) => name !== 'lang');
    await page.context().addCookies(kept.map((cookie) => ({ ...cookie, url: this.browser.address })));
    this.pages.set(key, page);
    return page;
  }
}
