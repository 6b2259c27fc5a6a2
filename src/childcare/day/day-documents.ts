import { pdf } from '../../platform/documents/pdf.js';
import { type Language, paperDateText, rangeText } from '../../platform/time.format.js';
import { clockText, minuteAt, type Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';
import { ageText } from '../children/standing.view.js';
import type { DayPlace } from './day-reading.js';
import type { DayFacts } from './day.view.js';
import { lineText } from './lines.view.js';
import { contactsOf, mayPickUp } from './people.js';
import { type Line, linesOf, presenceOf } from './presence.policy.js';

function healthOf(child: DayPlace['child'], language: Language): [string, string][] {
  const fields = ['allergies', 'medication', 'conditions', 'notes'] as const;
  return fields.flatMap((name): [string, string][] => {
    const text = child[name];
    const none = text === '' && name === 'allergies' ? say(language, 'childcare:card.none') : '';
    return text || none ? [[say(language, `childcare:fields.${name}`), text || none]] : [];
  });
}

/** The day on paper, for when the network is down: who comes, what to mind, whom to call, and room to write. */
export function rosterSheet({ date, chosen, places, duties, now }: DayFacts, language: Language): object {
  const words = (name: string, params: object = {}): string => say(language, { ...params, key: `care:sheet.${name}` });
  const staff = duties.filter(({ name }) => name !== null).map((one) => `${one.name} ${rangeText(one.start, one.end)}`);
  const written = (line: Line | undefined): string =>
    line ? `${clockText(minuteAt(line.at))} ${say(language, lineText(line))}` : '';
  return {
    language,
    title: words('roster'),
    day: paperDateText(date, language),
    venue: chosen.venue.name,
    made: words('made', { at: now }),
    staff: words('staff', { names: staff }),
    none: words('none'),
    note: words('note'),
    head: ['child', 'health', 'contacts', 'pickups', 'in', 'out'].map((name) => words(name)),
    inCells: words('in_cells'),
    outCells: words('out_cells'),
    lines: places
      .filter(({ place }) => place.status === 'reserved')
      .map(({ place, child, people, events }) => {
        const { arrival, handover } = presenceOf(events);
        return {
          name: child.name,
          kana: child.kana,
          age: say(language, ageText(child.birthDate, date)),
          hours: rangeText(place.startMinute, place.endMinute),
          health: healthOf(child, language),
          contacts: contactsOf(people).map(({ name, relation, phone }) => `${name} (${relation}) ${phone}`),
          receivers: mayPickUp(people).map(({ name, relation }) => `${name} (${relation})`),
          arrived: written(arrival),
          left: written(handover),
        };
      }),
  };
}

export function rosterPdf(facts: DayFacts, language: Language): Buffer {
  return pdf('care-roster', rosterSheet(facts, language));
}

/** All that was written of a child on a day, for the file: what was corrected or taken back stands there too. */
export function recordSheet(
  { place, child, events, people }: DayPlace,
  { venue, now }: { venue: string; now: Moment },
  language: Language,
): object {
  const words = (name: string, params: object = {}): string => say(language, { ...params, key: `care:sheet.${name}` });
  const told = (phrase: Phrase): string => say(language, phrase);
  const recorder = new Map(events.map(({ id, recorder: name }) => [id, name]));
  return {
    language,
    title: words('record'),
    day: paperDateText(place.date, language),
    venue,
    made: words('made', { at: now }),
    none: words('nothing'),
    facts: [
      [words('child'), `${child.name}（${child.kana}） ${told(ageText(child.birthDate, place.date))}`],
      [words('hours'), rangeText(place.startMinute, place.endMinute)],
      [
        words('guardians'),
        people
          .filter(({ of }) => of === 'guardian')
          .map(({ name }) => name)
          .join('、'),
      ],
      ...healthOf(child, language),
    ],
    head: ['time', 'what', 'by'].map((name) => words(name)),
    lines: [
      ...linesOf(events).map((line) => [
        clockText(minuteAt(line.at)),
        [
          told(lineText(line)),
          ...line.corrections.map(({ data }) =>
            words('corrected', {
              first: clockText(minuteAt(line.first.happenedAt)),
              text: lineText(line.first),
              why: data.why,
            }),
          ),
        ].join('\n'),
        recorder.get(line.id)!,
      ]),
      ...events.flatMap(({ kind, correctsId, id }) => {
        const line = kind === 'undo' ? events.find((one) => one.id === correctsId) : undefined;
        if (!line) return [];
        return [
          [clockText(minuteAt(line.happenedAt)), words('taken_back', { text: lineText(line) }), recorder.get(id)!],
        ];
      }),
    ],
    signatures: [words('sign_staff'), words('sign_guardian')],
  };
}

export function recordPdf(place: DayPlace, about: { venue: string; now: Moment }, language: Language): Buffer {
  return pdf('care-record', recordSheet(place, about, language));
}
