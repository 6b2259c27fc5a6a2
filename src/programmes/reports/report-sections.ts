import type { Phrase } from '../../platform/views/phrase.js';
import type { ReportSection } from './report-cells.js';
import type { ReportContent, ReportFigures } from './report-content.js';
import { careTables } from './tables/care.tables.js';
import { sessionTable, trainingTables } from './tables/training.tables.js';
import { attendanceTable, correctionTable, incidentTable } from './tables/other.tables.js';
import { heatChart, heatTable, kindTable } from './tables/space.tables.js';
import { burnUpChart, measureTable, targetTable } from './tables/target.tables.js';
import { summaryTable } from './tables/summary.table.js';

/** What a report says, part by part: the page, the PDF, the workbook and the file of figures all print these. */
export function sectionsOf({ figures, words }: ReportContent): ReportSection[] {
  const { targets, corrections, attendance = [] } = figures;
  const trainings = trainingTables(figures);
  return [
    { key: 'summary', title: title('summary'), tables: [summaryTable(figures)] },
    {
      key: 'targets',
      title: title('targets'),
      tables: targets.length > 0 ? [targetTable(targets), measureTable(targets)] : [],
      charts: targets.map(burnUpChart),
      ...(targets.length === 0 && { empty: 'reports:empty.targets' }),
    },
    { key: 'space', title: title('space'), tables: [kindTable(figures.space)], charts: heatChart(figures.space) },
    { key: 'care', title: title('care'), tables: careTables(figures.care) },
    {
      key: 'trainings',
      title: title('trainings'),
      tables: trainings,
      ...(trainings.length === 0 && { empty: 'reports:empty.trainings' }),
    },
    { key: 'incidents', title: title('incidents'), tables: [incidentTable(figures.incidents)] },
    {
      key: 'corrections',
      title: title('corrections'),
      tables: [
        ...(corrections.length > 0 ? [correctionTable(corrections)] : []),
        ...(attendance.length > 0 ? [attendanceTable(attendance)] : []),
      ],
      ...(corrections.length + attendance.length === 0 && { empty: 'reports:empty.corrections' }),
    },
    ...(['activities', 'issues', 'nextMonth'] as const).map((name) => {
      return { key: name, title: title(WORDS[name]), tables: [], text: words[name] };
    }),
    ...annex(figures),
  ];
}

const WORDS = { activities: 'activities', issues: 'issues', nextMonth: 'next_month' } as const;

/** Long lists of figures, and those that stand behind a picture. */
function annex({ trainings, space }: ReportFigures): ReportSection[] {
  const tables = [
    ...(trainings.sessions.length > 0 ? [sessionTable(trainings)] : []),
    ...(space.heat.hours.length > 0 ? [heatTable(space)] : []),
  ];
  return tables.map((table) => ({ key: table.key, title: title(table.key), tables: [table], annex: true }));
}

function title(name: string): Phrase {
  return `reports:sections.${name}`;
}
