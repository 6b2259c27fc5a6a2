import { paths } from '../../platform/paths.js';
import { minuteAt, type Moment, todayAt } from '../../platform/time.js';
import { ageText } from '../children/standing.view.js';
import type { DayPlace } from './day-reading.js';
import { recordLines, takenBack } from './lines.view.js';
import { contactsOf, mayPickUp } from './people.js';
import { CONDITIONS, HOW_CONFIRMED, presenceOf } from './presence.policy.js';
import { GRADES } from '../incidents/incident.policy.js';
import { NOTE_VALUES } from './tap-forms.js';

/** All that is told of a child on a day, and what else there is to tell. */
export function recordView(
  { place, child, events, people, venueId }: DayPlace & { venueId: number },
  now: Moment,
): object {
  const { standing } = presenceOf(events);
  const { id, date, startMinute: start, endMinute: end } = place;
  const begun = date <= todayAt(now);
  return {
    title: { key: 'care:record.title', name: child.name },
    id,
    date,
    start,
    end,
    back: paths.care({ date, venueId }),
    child,
    age: ageText(child.birthDate, date),
    standing: `care:standing.${standing}`,
    kind: { due: 'wait', here: 'good', gone: undefined, refused: 'bad' }[standing],
    released: place.status !== 'reserved',
    lines: recordLines(events),
    takenBack: takenBack(events),
    mayArrive: begun && standing === 'due' && place.status === 'reserved',
    mayNote: standing === 'here' || standing === 'gone',
    mayHandOver: standing === 'here',
    contacts: contactsOf(people),
    receivers: mayPickUp(people),
    guardians: people.filter(({ of }) => of === 'guardian'),
    notes: NOTE_VALUES.map((value) => ({ value, label: `care:notes.${value}` })),
    conditions: CONDITIONS.map((value) => ({ value, label: `care:conditions.${value}` })),
    how: HOW_CONFIRMED.map((value) => ({ value, label: `care:how.${value}` })),
    grades: GRADES.map((value) => ({ value, label: `care:grades.${value}` })),
    isToday: date === todayAt(now),
    minute: minuteAt(now),
  };
}
