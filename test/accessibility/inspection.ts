import type { Page } from 'playwright-core';
import type { Language } from '../../src/platform/time.format.js';
import { axeProblems, complaintsOf, PHONE, SCREEN, smallTargets } from '../support/browser.js';
import { cutText, focusFaults, openAll, readingOrder, sideways, watchFocus } from './page-scripts.js';

/** Kinds of looking, and how often each was done. */
export type Check = 'axe' | 'dark' | 'order' | 'focus' | 'targets' | 'narrow' | 'zoom' | 'text' | 'open' | 'dialog';

export interface Inspection {
  checks: Partial<Record<Check, number>>;
  /** One sentence each. */
  findings: string[];
}

/** Beyond so many stops the Tab key has gone through enough of a grid. */
const STEPS = 90;
const NARROW = 320;
/** A screen of 1280 pixels at 200 %. */
const ZOOMED = 640;

/**
 * Looks at the page that stands in the browser in every way that needs nobody to be asked.
 * @param everywhere at both widths in this language; else Japanese on the phone and English on the screen
 */
export async function inspect(page: Page, language: Language, everywhere: boolean): Promise<Inspection> {
  const done: Inspection = { checks: {}, findings: [] };
  const note = (check: Check, width: number, found: readonly string[]): void => {
    done.checks[check] = (done.checks[check] ?? 0) + 1;
    done.findings.push(...found.map((one) => `${check} ${width}: ${one}`));
  };
  // The layout is that of the width, whatever the language: the keys are pressed once at each.
  const own = language === 'ja' ? PHONE : SCREEN;
  for (const size of everywhere ? [PHONE, SCREEN] : [own]) {
    await page.setViewportSize(size);
    note('axe', size.width, await axeProblems(page));
    note('targets', size.width, await smallTargets(page));
  }
  await page.setViewportSize(own);
  note('focus', own.width, await walkThrough(page));
  note('order', own.width, await page.evaluate<string[]>(readingOrder));
  await page.emulateMedia({ colorScheme: 'dark' });
  note('dark', own.width, await axeProblems(page, ['color-contrast']));
  await page.emulateMedia({ colorScheme: 'light' });
  if ((await page.evaluate<number>(openAll)) > 0) note('open', own.width, await axeProblems(page));
  for (const [check, width] of [['narrow', NARROW] as const, ['zoom', ZOOMED] as const]) {
    await page.setViewportSize({ ...SCREEN, width });
    note(check, width, await page.evaluate<string[]>(sideways));
  }
  await page.setViewportSize(SCREEN);
  note('text', SCREEN.width, await enlarged(page));
  if (await openDialog(page)) {
    note('dialog', SCREEN.width, await axeProblems(page));
    await page.keyboard.press('Escape');
  }
  done.findings.push(...complaintsOf(page).splice(0));
  return done;
}

/** Presses the Tab key through the page. */
async function walkThrough(page: Page): Promise<string[]> {
  const stops = await page.evaluate<number>(watchFocus);
  const cut = stops > STEPS;
  for (let step = 0; step < Math.min(stops, STEPS) + 2; step += 1) await page.keyboard.press('Tab');
  return page.evaluate<string[]>(focusFaults(cut));
}

/** The text at 200 %, the window as it is. */
async function enlarged(page: Page): Promise<string[]> {
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  const found = [...(await page.evaluate<string[]>(sideways)), ...(await page.evaluate<string[]>(cutText))];
  await page.evaluate("document.documentElement.style.fontSize = ''");
  return found;
}

/** The question that the first dangerous button of the page asks, where there is one. */
async function openDialog(page: Page): Promise<boolean> {
  const press = `(() => {
    const button = [...document.querySelectorAll('button[data-confirm]')].find((one) => one.checkVisibility());
    if (!button) return false;
    button.form.noValidate = true;
    button.click();
    return Boolean(document.querySelector('dialog[open]'));
  })()`;
  return page.evaluate<boolean>(press);
}
