import { pdf } from '../../platform/documents/pdf.js';
import { type Language, paperDateText, rangeText } from '../../platform/time.format.js';
import type { Moment } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import type { RollSession } from '../roll-call/roll-sessions.js';
import type { RollPerson } from '../roll-call/roll.policy.js';
import type { Trainer } from '../sessions/session-trainers.js';

export interface PaperFacts {
  session: RollSession & { trainers: readonly Trainer[] };
  /** In the order in which they are printed. */
  people: readonly (Pick<RollPerson, 'seatId' | 'name' | 'kana' | 'childcare'> & { number?: string })[];
  madeAt: Moment;
}

/** Lines for people who come without having enrolled. */
const EMPTY_LINES = 6;
/** Cards of 91 × 55 mm on an A4, as the shops sell it. */
const TAGS = 10;

function words(language: Language, name: string, params: object = {}): string {
  return say(language, { ...params, key: `papers:${name}` });
}

/** What stands on top of each sheet. */
function head(kind: string, { session, people, madeAt }: PaperFacts, language: Language): object {
  const { date, start, end, title, venue, room, trainers, capacity } = session;
  const place = [venue, room].filter(Boolean).join(' ') || say(language, 'training:online');
  return {
    language,
    title: words(language, `${kind}.title`),
    course: title,
    day: paperDateText(date, language),
    time: rangeText(start, end),
    place,
    trainers: trainers.length > 0 ? words(language, 'trainers', { names: trainers.map(({ name }) => name) }) : '',
    count: words(language, 'count', { count: people.length, capacity }),
    made: words(language, 'made', { at: madeAt }),
    none: words(language, 'none'),
  };
}

/** 受付簿: who is expected, and a place to sign. */
export function signInSheet(facts: PaperFacts, language: Language): object {
  return {
    ...head('sign_in', facts, language),
    head: ['number', 'name', 'arrived', 'signature'].map((name) => words(language, `columns.${name}`)),
    lines: facts.people.map(({ name, kana }) => [kana ?? '', name]),
    extra: words(language, 'sign_in.extra'),
    empty: EMPTY_LINES,
  };
}

export function signInSheetPdf(facts: PaperFacts, language: Language): Buffer {
  return pdf('sign-in-sheet', signInSheet(facts, language));
}

/** 名札: the rest of the last sheet has room for names to be written. */
export function nameTags(facts: PaperFacts, language: Language): object {
  const { people } = facts;
  return {
    ...head('tags', facts, language),
    tags: people.map(({ name, kana }) => [kana ?? '', name]),
    blank: people.length === 0 ? TAGS : (TAGS - (people.length % TAGS)) % TAGS,
  };
}

export function nameTagsPdf(facts: PaperFacts, language: Language): Buffer {
  return pdf('name-tags', nameTags(facts, language));
}

/** 参加者名簿: who comes, with whom in childcare, and room for notes. */
export function participants(facts: PaperFacts, language: Language): object {
  return {
    ...head('participants', facts, language),
    head: ['number', 'name', 'member', 'care', 'notes'].map((name) => words(language, `columns.${name}`)),
    lines: facts.people.map(({ name, kana, number, childcare, seatId }) => [
      kana ?? '',
      name,
      number ?? '',
      childcare > 0 ? words(language, 'children', { count: childcare }) : '',
      seatId === null ? words(language, 'walked_in') : '',
    ]),
    note: words(language, 'participants.note'),
  };
}

export function participantsPdf(facts: PaperFacts, language: Language): Buffer {
  return pdf('participants', participants(facts, language));
}
