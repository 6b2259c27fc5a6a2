import { pdf } from '../../platform/documents/pdf.js';
import { paths } from '../../platform/paths.js';
import { type Language, paperMomentText } from '../../platform/time.format.js';
import { clockText, minuteAt, type Moment, todayAt } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import { ageText } from '../children/standing.view.js';
import { ENTRY_KINDS, GRADES, gradeOf, reportsOf } from './incident.policy.js';
import type { WholeIncident } from './incidents.js';

const LOOK = { minor: undefined, moderate: 'wait', serious: 'bad' } as const;

function headOf(incident: WholeIncident, now: Moment) {
  const grade = gradeOf(incident);
  return {
    id: incident.id,
    at: incident.happenedAt,
    name: incident.child.name,
    location: incident.location,
    grade: `care:grades.${grade}`,
    kind: LOOK[grade],
    reports: reportsOf(incident, todayAt(now)).map((report) => ({
      ...report,
      label: `care:incident.reports.${report.kind}`,
      stateLabel: `care:incident.states.${report.done ? 'done' : report.overdue ? 'overdue' : 'due'}`,
      look: report.done ? 'good' : report.overdue ? 'bad' : 'wait',
    })),
  };
}

export function incidentsView(incidents: readonly WholeIncident[], now: Moment): object {
  return { title: 'care:incident.list', incidents: incidents.map((one) => headOf(one, now)) };
}

export function incidentView(incident: WholeIncident, now: Moment): object {
  return {
    title: { key: 'care:incident.title', name: incident.child.name },
    ...headOf(incident, now),
    back: paths.careIncidents(),
    what: incident.what,
    measures: incident.measures,
    by: incident.recorder,
    recordedAt: incident.recordedAt,
    entries: incident.entries.map(({ kind, at, text, grade, recorder, recordedAt }) => ({
      label: `care:incident.kinds.${kind}`,
      at,
      text,
      grade: grade && `care:grades.${grade}`,
      by: recorder,
      recordedAt,
    })),
    kinds: ENTRY_KINDS.map((value) => ({ value, label: `care:incident.kinds.${value}` })),
    grades: GRADES.map((value) => ({ value, label: `care:grades.${value}` })),
    today: todayAt(now),
    minute: clockText(minuteAt(now)),
  };
}

/** The form for the file and for the city. */
export function incidentPdf(incident: WholeIncident, now: Moment, language: Language): Buffer {
  const words = (name: string, params: object = {}): string =>
    say(language, { ...params, key: `care:incident.${name}` });
  const { child, happenedAt, location, what, measures, recorder, entries } = incident;
  const age = say(language, ageText(child.birthDate, todayAt(happenedAt)));
  return pdf('care-incident', {
    language,
    title: words('form'),
    made: words('made', { at: now }),
    facts: [
      [words('child'), words('child_age', { name: child.name, age })],
      [words('when'), paperMomentText(happenedAt, language)],
      [words('location'), location],
      [words('grade'), say(language, `care:grades.${gradeOf(incident)}`)],
      [words('what'), what],
      [words('measures'), measures],
      [words('recorder'), `${recorder} (${paperMomentText(incident.recordedAt, language)})`],
      ...reportsOf(incident, todayAt(now)).map(({ kind, by, done }) => [
        words(`kinds.${kind}`),
        words(done ? 'done' : 'due', { by }),
      ]),
    ],
    head: [words('entry_when'), words('entry_what'), words('entry_by')],
    entries: entries.map(({ kind, at, text, grade, recorder: by }) => [
      paperMomentText(at, language),
      [words(`kinds.${kind}`), grade && say(language, `care:grades.${grade}`), text].filter(Boolean).join(' '),
      by,
    ]),
  });
}
