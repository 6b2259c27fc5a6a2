import type { Chance } from '../../../seeds/demo/random.js';
import type { FoundForm } from '../../support/forms.js';
import { COOKIES, HEADERS, HUGE, SEGMENTS, TEXTS } from './values.js';

/** A request as it goes over the wire. */
export interface Shot {
  method: 'GET' | 'POST' | 'HEAD' | 'PUT' | 'DELETE' | 'PATCH';
  url: string;
  headers: Record<string, string>;
  payload?: string | Buffer;
  /** In the place of the person's own cookies, or beside them. */
  cookie?: string;
  /** What was done to it, to be found again. */
  how: string;
}

type Fields = [name: string, value: string][];

const BOUNDARY = '----fuzz';
const FORM = 'application/x-www-form-urlencoded';

/** One broken request made from a form as it stands in a page. */
export function broken(form: FoundForm, chance: Chance): Shot {
  const [fieldsHow, fields] = brokenFields(form.fields, chance);
  const shot = shotOf(form, fields, fieldsHow, chance);
  const further = chance.next();
  if (further < 0.12) return { ...shot, url: brokenPath(shot.url, chance), how: `${shot.how}, path` };
  if (further < 0.2)
    return { ...shot, headers: { ...shot.headers, ...chance.pick(HEADERS) }, how: `${shot.how}, headers` };
  if (further < 0.26) return { ...shot, cookie: chance.pick(COOKIES), how: `${shot.how}, cookies` };
  if (further < 0.32) return { ...shot, url: withQuery(shot.url, chance), how: `${shot.how}, query` };
  if (further < 0.34)
    return { ...shot, method: chance.pick(['PUT', 'DELETE', 'PATCH', 'HEAD'] as const), how: `${shot.how}, method` };
  return shot;
}

/** One broken request for a page. */
export function brokenPage(url: string, chance: Chance): Shot {
  const shot: Shot = { method: 'GET', url, headers: {}, how: 'page' };
  const which = chance.next();
  if (which < 0.4) return { ...shot, url: withQuery(url, chance), how: 'page, query' };
  if (which < 0.7) return { ...shot, url: brokenPath(url, chance), how: 'page, path' };
  if (which < 0.85) return { ...shot, headers: chance.pick(HEADERS), how: 'page, headers' };
  return { ...shot, cookie: chance.pick(COOKIES), how: 'page, cookies' };
}

function brokenFields(fields: Fields, chance: Chance): [string, Fields] {
  const text = (): string => (chance.happens(0.01) ? chance.pick(HUGE) : chance.pick(TEXTS));
  const at = chance.between(0, Math.max(0, fields.length - 1));
  const [name = 'x', value = ''] = fields[at] ?? [];
  const which = chance.next();
  if (which < 0.4) return ['one field', fields.map((one, index) => (index === at ? [name, text()] : one))];
  if (which < 0.5) return ['every field', fields.map(([each]) => [each, text()])];
  if (which < 0.6) return ['one field gone', fields.toSpliced(at, 1)];
  if (which < 0.64) return ['no field', []];
  if (which < 0.74) return ['one field twice', [...fields, [name, chance.happens(0.5) ? value : text()]]];
  if (which < 0.78)
    return [
      'one field a hundred times',
      [...fields, ...Array.from({ length: 100 }, () => [name, value] as [string, string])],
    ];
  if (which < 0.84)
    return [
      'names of lists',
      fields.map(([each, own]) => [chance.pick([`${each}[]`, `${each}[a][b]`, `${each}.x`]), own]),
    ];
  if (which < 0.9)
    return [
      'fields of its own',
      [
        ...fields,
        [chance.pick(['__proto__', 'constructor', 'id', 'userId', 'roles', 'hasOwnProperty', text()]), text()],
      ],
    ];
  return ['as it stands', fields];
}

function shotOf(form: FoundForm, fields: Fields, how: string, chance: Chance): Shot {
  const { method, action: url } = form;
  const headers = { 'sec-fetch-site': 'same-origin' };
  if (method === 'GET') {
    const query = new URLSearchParams(
      fields.map(([name, value]): [string, string] => [name, value.slice(0, 4_000)]),
    ).toString();
    return { method, url: `${url.split('?')[0]}?${query}`, headers, how };
  }
  const which = chance.next();
  if (which < 0.12) return { method, url, how: `${how}, body`, ...brokenBody(fields, chance) };
  if (which < 0.16 || form.multipart)
    return { method, url, how: `${how}, multipart`, ...multipart(form, fields, chance) };
  const payload = new URLSearchParams(fields).toString();
  return { method, url, headers: { ...headers, 'content-type': FORM }, payload, how };
}

function brokenBody(fields: Fields, chance: Chance): Pick<Shot, 'headers' | 'payload'> {
  const json = JSON.stringify(Object.fromEntries(fields));
  const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
  const wrongTypes = JSON.stringify(
    Object.fromEntries(
      fields.map(([name]) => [name, chance.pick([1, null, true, [], {}, [[1]], { a: { b: 1 } }, 1e308])]),
    ),
  );
  const [type, payload] = chance.pick<[string, string | Buffer]>([
    ['application/json', json],
    ['application/json', wrongTypes],
    ['application/json', '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}'],
    ['application/json', deep],
    ['application/json', '{"a":'],
    ['application/json', 'null'],
    ['application/json', ''],
    ['application/xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
    ['text/plain', 'date=2026-11-27'],
    ['', 'date=2026-11-27'],
    ['%%%', 'x'],
    [`${FORM}; charset=shift_jis`, Buffer.from('name=\x83\x65\x83\x58\x83\x67', 'latin1')],
    [`${FORM}; charset=utf-16`, Buffer.from('name=あ', 'utf16le')],
    [FORM, Buffer.from([0xff, 0xfe, 0x3d, 0x80, 0x26, 0x00])],
    [FORM, fields.map(([name]) => `${name}=%ED%A0%80%FF%00%`).join('&')],
    [FORM, '&&&===&%=%&a=b=c&&'],
    [FORM, 'a'.repeat(100_000)],
    [FORM, Array.from({ length: 5_000 }, (_, at) => `f${at}=1`).join('&')],
    [FORM, `${fields[0]?.[0] ?? 'x'}=${'%f0%a0%ae%b7'.repeat(90_000)}`],
  ]);
  return { headers: { 'sec-fetch-site': 'same-origin', ...(type ? { 'content-type': type } : {}) }, payload };
}

const FILES: readonly [name: string, type: string, content: Buffer][] = [
  ['x.png', 'image/png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['../../../etc/cron.d/x', 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 1])],
  ['x\0.pdf', 'application/pdf', Buffer.from('%PDF-1.7\n<script>')],
  ['名簿.csv', 'text/csv', Buffer.from('氏名,フリガナ\r\n"\0","')],
  ['x.xlsx', 'application/zip', Buffer.from('PK\x03\x04PK\x01\x02PK\x05\x06', 'latin1')],
  ['', '', Buffer.alloc(0)],
  ['x.csv', 'text/csv', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x0a])],
];

function multipart(form: FoundForm, fields: Fields, chance: Chance): Pick<Shot, 'headers' | 'payload'> {
  const parts = fields
    .slice(0, 120)
    .map(([name, value]) =>
      Buffer.from(
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name.replaceAll('"', '%22')}"\r\n\r\n${value}\r\n`,
      ),
    );
  for (const name of form.files.length > 0 ? form.files : ['file']) {
    const [fileName, type, content] = chance.pick(FILES);
    const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"; filename="${fileName}"\r\ncontent-type: ${type}\r\n\r\n`;
    parts.push(Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')]));
  }
  const whole = Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
  const cut = whole.subarray(0, chance.between(0, whole.length));
  const [type, payload] = chance.pick<[string, Buffer]>([
    [`multipart/form-data; boundary=${BOUNDARY}`, whole],
    [`multipart/form-data; boundary=${BOUNDARY}`, whole],
    [`multipart/form-data; boundary=${BOUNDARY}`, cut],
    ['multipart/form-data', whole],
    [`multipart/form-data; boundary=${'b'.repeat(300)}`, whole],
    [`multipart/form-data; boundary=${BOUNDARY}`, Buffer.from(`--${BOUNDARY}\r\nx\r\n\r\n\0\r\n--${BOUNDARY}--`)],
  ]);
  return { headers: { 'sec-fetch-site': 'same-origin', 'content-type': type }, payload };
}

/** One segment becomes what no id can be; a dot segment or a slash comes in. */
function brokenPath(url: string, chance: Chance): string {
  const [path, query] = url.split('?') as [string, string | undefined];
  const parts = path.split('/');
  const variable = parts.flatMap((part, at) => (/\d/.test(part) ? [at] : []));
  const at = variable.length > 0 ? chance.pick(variable) : parts.length;
  const changed = [...parts];
  changed[at] = chance.pick(SEGMENTS);
  const [whole] = [chance.happens(0.1) ? `${changed.join('/')}/../..//%2e%2e/;x` : changed.join('/')];
  return query === undefined ? whole : `${whole}?${query}`;
}

function withQuery(url: string, chance: Chance): string {
  const [path, query = ''] = url.split('?') as [string, string | undefined];
  const names = [
    'date',
    'page',
    'q',
    'month',
    'venue',
    'start',
    'end',
    'next',
    'back',
    'user',
    'programme',
    'status',
    'id',
    'from',
    'to',
    'day',
    'view',
    'kind',
  ];
  const own = [...new URLSearchParams(query).keys()];
  const name = chance.pick([...own, ...own, ...names]);
  const value = encodeURIComponent(Buffer.from(chance.pick(TEXTS).slice(0, 4_000)).toString());
  const added = chance.pick([
    `${name}=${value}`,
    `${name}=${value}&${name}=${value}`,
    `${name}[]=${value}`,
    `${name}[a]=${value}`,
    `${name}=%E0%A4%A`,
    `%=%&=&${name}`,
  ]);
  const kept = new URLSearchParams(query);
  kept.delete(name);
  return `${path}?${kept.size > 0 ? `${kept}&` : ''}${added}`;
}
