import { paths } from '../platform/paths.js';
import type { Moment } from '../platform/time.js';
import { type Phrase, refusalPhrase } from '../platform/views/phrase.js';
import { ENCODINGS } from './encoding.policy.js';
import { targetText } from './import-forms.js';
import { EXISTING, type Import } from './import.entity.js';
import { about } from './imports.view.js';
import type { Finding, Report } from './report.js';
import { MOST_ROWS } from './sheet.js';

interface Beside {
  /** Name of the venue that the things are for. */
  venue: string | undefined;
  /** Of the findings, from 1. */
  page: number;
  /** Rows that are written in a transaction which is still open. */
  written: number | undefined;
  now: Moment;
}

const FINDINGS_A_PAGE = 100;
const REFRESH_SECONDS = 3;

/** Whoever has not been heard of for so long has crashed. Nothing is told while rows are written, which is one transaction. */
const SILENCE_SECONDS = { checking: 60, importing: 300 } as const;

export function importView(file: Import, beside: Beside): object {
  const underWay = file.status === 'checking' || file.status === 'importing';
  const stopped = underWay && isSilent(file, beside);
  const busy = underWay && !stopped;
  return {
    title: { key: 'imports:show.title', name: file.fileName },
    file,
    about: about(file, beside.venue),
    target: targetText(file),
    members: file.kind === 'members',
    ...(busy ? { refreshSeconds: REFRESH_SECONDS, progress: progressOf(file, beside.written) } : {}),
    stopped: stopped || file.status === 'failed',
    done: file.status === 'done' && doneOf(file),
    ...(file.status === 'checked' && file.report ? { checked: checkedOf(file, file.report, beside.page) } : {}),
    correctable: !busy &&
      file.status !== 'done' && {
        encodings: ENCODINGS.map((value) => ({ value, label: `imports:encodings.${value.replace(/\W/g, '_')}` })),
        encoding: file.encoding ?? file.report?.encoding,
        existing: EXISTING.map((value) => ({ value, label: `imports:existing.${value}` })),
      },
  };
}

function isSilent({ status, changedAt }: Import, { now, written }: Beside): boolean {
  const seconds = (now.epochMilliseconds - changedAt.epochMilliseconds) / 1000;
  return written === undefined && seconds > SILENCE_SECONDS[status as keyof typeof SILENCE_SECONDS];
}

function progressOf({ status, rowsDone, rowsTotal }: Import, written: number | undefined): object {
  const rows = status === 'importing' && rowsTotal > 0 ? (written ?? 0) : rowsDone;
  return { label: { key: `imports:progress.${status}`, rows }, rows, most: rowsTotal || MOST_ROWS };
}

function doneOf({ kind, venueId, report }: Import): object {
  const { add, update, skip, notified } = report!;
  return {
    text: { key: `imports:show.done_${kind}`, add, update, skip },
    notified: notified ? { key: 'imports:show.notified', count: notified } : undefined,
    href: kind === 'members' ? paths.members() : paths.resources(venueId!),
    link: `imports:show.to_${kind}`,
  };
}

function checkedOf({ id, kind, planHash }: Import, report: Report, page: number): object {
  const findings = [
    ...report.problems.map((one) => ({ ...wordsOf(one, kind), bad: true })),
    ...report.warnings.map((one) => ({ ...wordsOf(one, kind), bad: false })),
  ];
  const pages = Math.max(1, Math.ceil(findings.length / FINDINGS_A_PAGE));
  const here = Math.min(page, pages);
  const left = report.problemsInAll + report.warningsInAll - findings.length;
  return {
    fileProblem: report.fileProblem && refusalPhrase(report.fileProblem.code, report.fileProblem.params),
    changed: report.changed,
    encoding: `imports:encodings.${report.encoding.replace(/\W/g, '_')}`,
    counts: report,
    ignored: report.ignored.length > 0 && { key: 'imports:show.ignored', headings: report.ignored },
    sample: sampleOf(report),
    findings: findings.slice((here - 1) * FINDINGS_A_PAGE, here * FINDINGS_A_PAGE),
    left: left > 0 && { key: 'imports:show.left', count: left },
    previous: here > 1 ? paths.import(id, { page: here - 1 }) : undefined,
    next: here < pages ? paths.import(id, { page: here + 1 }) : undefined,
    ready: !report.fileProblem && report.problemsInAll === 0 && report.add + report.update > 0,
    nothing: !report.fileProblem && report.problemsInAll === 0 && report.add + report.update === 0,
    plan: planHash,
  };
}

function wordsOf({ row, field, code, params }: Finding, kind: Import['kind']): object {
  const column: Phrase | undefined = field ? `imports:columns.${kind}.${field}` : undefined;
  return { row, column, text: refusalPhrase(code, params) };
}

/** The first row under its headings. */
function sampleOf({ sample: [headings = [], ...rows] }: Report): object[] {
  return headings.slice(0, 30).map((heading, at) => ({ heading, text: rows[0]?.[at] ?? '' }));
}
