import { createHash } from 'node:crypto';
import type { CheerioAPI } from 'cheerio';
import { type Language, LANGUAGES } from '../../src/platform/time.format.js';
import { type DemoHouse, walk, type WalkLooks, type Walk } from '../support/demo-walk.js';

/** A page in one state, as one person sees it. */
export interface Sight {
  who: string;
  url: string;
  route: string;
  state: string;
  /** What came back to a form, by language: it stands at the address of the form's page. */
  html?: Record<Language, string>;
}

export interface Sights {
  walk: Walk;
  list: Sight[];
}

/** Pages by what they are built of: they are looked at once, whoever meets them again and when. */
export type Known = Set<string>;

/** What the walk met in this state and is not known yet. */
export async function sightsOf(house: DemoHouse, state: string, known: Known, looks: WalkLooks = {}): Promise<Sights> {
  const list: Sight[] = [];
  const walked = await walk(house, {
    ...looks,
    meet: (visit, { $ }) => {
      const { who, url, route, status, html } = visit;
      if (!html || status >= 500) return;
      const key = status === 200 ? `${route.path} ${build($)}` : String(status);
      if (known.has(key)) return;
      known.add(key);
      list.push({ who, url, route: route.path, state: status === 200 ? state : `error ${status}` });
    },
  });
  return { walk: walked, list };
}

/** Of which parts the page is built, whatever the words and however many of each. */
function build($: CheerioAPI): string {
  const parts = new Set<string>();
  for (const one of $('.menu a, main *').toArray()) {
    if (one.tagName === 'option') continue;
    const attributes = Object.keys(one.attribs).toSorted().join();
    const parent = one.parent && 'tagName' in one.parent ? one.parent.tagName : '';
    parts.add(`${parent} ${one.tagName}.${one.attribs.class ?? ''} ${one.attribs.type ?? ''} ${attributes}`);
  }
  return createHash('sha1')
    .update([...parts].toSorted().join('\n'))
    .digest('hex');
}

/** Forms that would end what the walk stands on. */
const LEFT_ALONE = /^\/(sign-out|language)$|\/(ending|deactivation)$/;

/** Each form of the house sent with nothing in it, then with far too much: the page that comes back with what is wrong. */
export async function refusedSights(house: DemoHouse, { forms }: Walk): Promise<Sight[]> {
  const list: Sight[] = [];
  const known = new Set<string>();
  for (const { who, page, route, action, fields, method, multipart } of forms) {
    if (method !== 'POST' || multipart || LEFT_ALONE.test(route.path) || known.has(route.path)) continue;
    for (const fill of ['', '長'.repeat(3000)]) {
      const values = new URLSearchParams(
        fields.map(([name, value]): [string, string] => [name, isChoice(value) ? value : fill]),
      );
      const ask = (language: Language) =>
        house.people.get(who)!.sendRaw({
          method: 'POST',
          url: action,
          payload: values.toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
          cookie: `lang=${language}`,
        });
      const first = await ask('ja');
      if (![422, 409].includes(first.status) || first.$('#form-summary').length === 0) continue;
      known.add(route.path);
      const html = { ja: first.body, en: (await ask('en')).body };
      list.push({ who, url: page, route: route.path, state: 'refused', html });
      break;
    }
  }
  return list;
}

/** Ids and words of a list: what somebody cannot have mistyped. */
const isChoice = (value: string): boolean => /^([0-9]+|[a-z_]{2,20}|on)$/.test(value);

export const inEachLanguage = (sights: readonly Sight[]): { sight: Sight; language: Language }[] =>
  sights.flatMap((sight) => LANGUAGES.map((language) => ({ sight, language })));
