import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { presenceOf, type EventData, type EventKind, type Told } from '../../src/childcare/day/presence.policy.js';
import { inOrder, type Tap, whyNot } from '../../src/childcare/day/tap.policy.js';
import { cellsThrough, type DayChild, joined, staysOf } from '../../src/childcare/day/through.policy.js';
import { DEFAULT_RULES } from '../../src/childcare/staffing/care-rules.policy.js';
import { dayLetter, type DayNews } from '../../src/childcare/day/day-letters.js';
import { printLetter } from '../../src/platform/mail/print-letter.js';
import { LANGUAGES } from '../../src/platform/time.format.js';
import { momentAt, minuteAt } from '../../src/platform/time.js';
import { golden } from '../support/golden.js';

const DATE = '2026-11-24';
const NOW = momentAt(DATE, 1200);
let ids = 0;
const told = (kind: EventKind, minute: number, data: EventData = {}, correctsId: number | null = null): Told => {
  ids += 1;
  return { id: ids, kind, happenedAt: momentAt(DATE, minute), data, clientKey: `key-${ids}`, correctsId };
};
const facts = (events: readonly Told[]) => ({ now: NOW, date: DATE, released: false, events });
const short = (events: readonly Told[]) => {
  const { standing, arrival, handover, refusal, notes } = presenceOf(events);
  const line = (one = arrival) => one && [one.id, minuteAt(one.at), one.data];
  return {
    standing,
    arrival: line(),
    handover: handover && line(handover),
    refusal: refusal && line(refusal),
    notes: notes.map((note) => note.id),
  };
};

const anEvent = fc.record({
  kind: fc.constantFrom<EventKind>('arrival', 'refusal', 'note', 'handover', 'undo', 'correction'),
  minute: fc.integer({ min: 500, max: 520 }),
  about: fc.nat(12),
  at: fc.option(fc.integer({ min: 500, max: 520 }), { nil: undefined }),
  temperature: fc.option(fc.integer({ min: 350, max: 400 }), { nil: undefined }),
});

/** Any lines whatever: some are about others, some about none. */
const anyEvents = fc.array(anEvent, { maxLength: 12 }).map((all) => {
  ids = 0;
  return all.map(({ kind, minute, about, at, temperature }) => {
    const data: EventData = {};
    if (temperature !== undefined) data.temperature = temperature;
    if (kind === 'correction' && at !== undefined) data.at = momentAt(DATE, at).epochMilliseconds;
    return told(kind, minute, data, kind === 'undo' || kind === 'correction' ? about + 1 : null);
  });
});

test('the order in which lines came in, and lines that came twice, change nothing', () => {
  fc.assert(
    fc.property(
      anyEvents.chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2, maxLength: events.length * 2 }),
        ),
      ),
      ([events, delivered]) => expect(short(delivered)).toEqual(short(events)),
    ),
  );
});

test('taps of a day, sent late in any order and again until they are taken, end as they would have in order', () => {
  const aDay = fc.tuple(
    fc.integer({ min: 530, max: 560 }),
    fc.array(fc.integer({ min: 560, max: 900 }), { maxLength: 4 }),
    fc.option(fc.integer({ min: 900, max: 1000 }), { nil: undefined }),
  );
  fc.assert(
    fc.property(
      aDay.chain(([arrival, notes, left]) => {
        ids = 0;
        const taps = [told('arrival', arrival), ...notes.map((at) => told('note', at, { text: 'x' }))];
        if (left !== undefined) taps.push(told('handover', left, { to: 'x' }));
        const twice = [...taps, ...taps];
        return fc.tuple(
          fc.constant(taps),
          fc.shuffledSubarray(twice, { minLength: twice.length, maxLength: twice.length }),
        );
      }),
      ([taps, sent]) => expect(short(deliver(sent))).toEqual(short(deliver(taps))),
    ),
  );
});

/** As the service takes them: a key that is known changes nothing, a refused tap is sent again. */
function deliver(taps: readonly Told[]): Told[] {
  const taken: Told[] = [];
  for (let round = 0; round < taps.length; round += 1) {
    for (const tap of taps) {
      if (taken.some(({ clientKey }) => clientKey === tap.clientKey)) continue;
      if (!whyNot(tap, facts(taken))) taken.push(tap);
    }
  }
  return taken;
}

const here = () => [told('arrival', 540, { temperature: 365 })];
const tap = (kind: EventKind, minute: number, data: EventData = {}, correctsId: number | null = null): Tap => ({
  kind,
  happenedAt: momentAt(DATE, minute),
  data,
  correctsId,
});
const gone = () => [...here(), told('handover', 700)];

test.each([
  ['a hand-over a minute before the arrival came right after it', 'handover', 539, 540],
  ['one at a time of its own stays', 'handover', 541, 541],
  ['two minutes are no matter of clocks', 'handover', 538, 538],
  ['a note stays where it is', 'note', 539, 539],
] as const)('%s', (_, kind, minute, becomes) => {
  expect(inOrder(tap(kind, minute), here())).toEqual(momentAt(DATE, becomes));
});
const refused = () => [told('refusal', 540, { temperature: 380 })];

test.each<[string, () => Told[], (events: Told[]) => Tap, string | undefined]>([
  ['36.5 °C is taken in', () => [], () => tap('arrival', 540, { temperature: 365 }), undefined],
  ['37.4 °C is taken in', () => [], () => tap('arrival', 540, { temperature: 374 }), undefined],
  ['37.5 °C is not', () => [], () => tap('arrival', 540, { temperature: 375 }), 'fever'],
  ['an arrival without a temperature is', () => [], () => tap('arrival', 540), undefined],
  ['nobody arrives twice', here, () => tap('arrival', 550), 'already_arrived'],
  ['nobody arrives after a refusal', refused, () => tap('arrival', 550), 'already_refused'],
  ['nobody is refused who is here', here, () => tap('refusal', 550), 'already_arrived'],
  ['no note before the arrival', () => [], () => tap('note', 550), 'not_arrived'],
  ['no hand-over before the arrival is known', () => [], () => tap('handover', 550), 'not_arrived'],
  ['no hand-over at a time before the arrival', here, () => tap('handover', 530), 'before_arrival'],
  ['hand-over', here, () => tap('handover', 700), undefined],
  ['no second hand-over', gone, () => tap('handover', 710), 'already_gone'],
  ['a note after the hand-over, for what was forgotten', gone, () => tap('note', 600), undefined],
  ['nothing before it happens', here, () => tap('note', 1201), 'in_future'],
  ['nothing of another day', here, () => tap('note', -100), 'other_day'],
  [
    'an arrival is not taken back under a hand-over',
    gone,
    (e) => tap('undo', 900, {}, e[0]!.id),
    'undo_handover_first',
  ],
  ['a hand-over is taken back', gone, (e) => tap('undo', 900, {}, e[1]!.id), undefined],
  ['a refusal stands', refused, (e) => tap('undo', 900, {}, e[0]!.id), 'refusal_stands'],
  ['what is not there is not taken back', here, () => tap('undo', 900, {}, 9999), 'line_gone'],
  [
    'no arrival is moved behind the hand-over',
    gone,
    (e) => tap('correction', 900, { at: momentAt(DATE, 701).epochMilliseconds }, e[0]!.id),
    'after_handover',
  ],
])('%s', (_, before, make, expected) => {
  const events = before();
  expect(whyNot(make(events), facts(events))).toBe(expected);
});

test('a place that was let go takes nobody in', () => {
  expect(whyNot(tap('arrival', 540), { ...facts([]), released: true })).toBe('place_released');
});

test('a correction holds, and what was written first stays', () => {
  const [arrival] = here() as [Told];
  const mended = told(
    'correction',
    600,
    { at: momentAt(DATE, 535).epochMilliseconds, temperature: 371, why: 'x' },
    arrival.id,
  );
  const { arrival: line } = presenceOf([mended, arrival]);
  expect([minuteAt(line!.at), line!.data, line!.first.data]).toEqual([535, { temperature: 371 }, { temperature: 365 }]);
});

test('after a hand-over that was taken back the child is here, and can be handed over again', () => {
  const events = gone();
  const undone = [...events, told('undo', 800, {}, events[1]!.id)];
  expect(presenceOf(undone).standing).toBe('here');
  expect(presenceOf([...undone, told('handover', 710)]).standing).toBe('gone');
});

const child = (part: Partial<DayChild>): DayChild => ({
  band: '1_2',
  planned: { start: 540, end: 720 },
  reserved: true,
  standing: 'due',
  arrived: null,
  left: null,
  ...part,
});

test.each<[string, Partial<DayChild>, number, [number, number][]]>([
  ['planned, on a day to come', {}, 0, [[540, 720]]],
  ['due and late: may still come', {}, 600, [[600, 720]]],
  ['never came', {}, 1440, []],
  ['cancelled', { reserved: false }, 0, []],
  ['here: from the arrival, as planned from now on', { standing: 'here', arrived: 545 }, 600, [[545, 720]]],
  ['overdue is still here', { standing: 'here', arrived: 545 }, 800, [[545, 801]]],
  ['gone: as it was', { standing: 'gone', arrived: 545, left: 690 }, 800, [[545, 690]]],
  ['not taken in', { standing: 'refused' }, 600, []],
])('stays through the day: %s', (_, part, now, stays) => {
  expect(staysOf([child(part)], now).map(({ start, end }) => [start, end])).toEqual(stays);
});

test('the picture shows the worst moment of each piece, and neighbours alike as one', () => {
  const stays = staysOf([child({}), child({ planned: { start: 560, end: 565 } })], 0);
  const roster = [{ start: 540, end: 600, qualified: true }];
  const cells = cellsThrough({ start: 540, end: 660 }, 30, { stays, roster, rules: DEFAULT_RULES });
  expect(cells.map(({ children, staff, short: lacks }) => [children, staff, lacks])).toEqual([
    [2, 1, false],
    [1, 1, false],
    [1, 0, true],
    [1, 0, true],
  ]);
  expect(joined(cells).map(({ start, end }) => [start, end])).toEqual([
    [540, 570],
    [570, 600],
    [600, 660],
  ]);
});

const NEWS: DayNews[] = ['arrived', 'handed_over', 'refused', 'arrival_undone', 'handover_undone'];

test.each(LANGUAGES.flatMap((language) => NEWS.map((news) => [language, news] as const)))(
  'a letter to the guardian in %s: %s',
  (language, news) => {
    const to = { address: 'hanako@example.jp', name: '小平 花子', language };
    const letter = dayLetter(news, { date: DATE, minute: 545, venue: 'すだち' });
    const { subject, text } = printLetter(to, letter, 'https://tsudoi.example.jp');
    golden(`childcare/golden/${news}.${language}.txt`, `Subject: ${subject}\n\n${text}`);
  },
);
