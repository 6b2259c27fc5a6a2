import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import type { DateText } from '../../platform/time.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { answerView } from '../answers/answer.view.js';
import { MANAGERS, type ProgrammeWithCity } from '../contract/readable.js';
import { commentsView } from './comments/report-comments.view.js';
import { coverLines } from './cover.js';
import type { MonthlyReport } from './monthly-report.entity.js';
import { daysOf, lastDayOf } from './report-figures.js';
import { partsView } from './report-parts.view.js';
import type { ReportQuery } from './report-forms.js';
import type { ListedReport, OpenReport, VersionRow } from './report-reading.js';
import { STATUS_KINDS, statusFor, toldOf } from './report-status.view.js';
import { whyNotNow } from './report-steps.policy.js';

export function listView(
  { reports, programmes }: { reports: readonly ListedReport[]; programmes: readonly ProgrammeWithCity[] },
  viewer: Viewer,
  today: DateText,
): object {
  const manages = isOne(viewer, MANAGERS);
  const waits = ({ report }: ListedReport): boolean =>
    manages ? report.status === 'returned' || report.status === 'draft' : report.status === 'submitted';
  const line = (one: ListedReport): object => ({
    href: paths.report(one.report.month, { programme: one.programme.id }),
    month: `${one.report.month}-01`,
    programme: one.programme.title,
    city: one.programme.city,
    status: statusFor(viewer, toldOf(one)),
    submittedAt: one.versions.at(-1)?.submittedAt,
  });
  const [waiting, others] = [reports.filter(waits), reports.filter((one) => !waits(one))];
  return {
    title: 'reports:list.title',
    lead: manages ? 'reports:list.lead' : 'reports:list.lead_officer',
    empty: manages ? 'reports:list.empty' : 'reports:list.empty_officer',
    parts: [
      { title: manages ? 'reports:list.waiting' : 'reports:list.waiting_officer', reports: waiting.map(line) },
      { title: 'reports:list.others', reports: others.map(line) },
    ].filter((part) => part.reports.length > 0),
    manages,
    programmes: manages ? programmes.map(({ id, title }) => ({ id, title })) : [],
    thisMonth: today.slice(0, 7),
  };
}

export function reportView(
  open: OpenReport,
  viewer: Viewer,
  asked: ReportQuery,
  language: Language,
  today: DateText,
): object {
  const { report, programme, content, shown, versions } = open;
  const latest = shown === undefined || shown === versions.at(-1);
  const query = { programme: programme.id, version: latest ? undefined : shown.version };
  const manages = isOne(viewer, MANAGERS);
  const commented = commentsView(open, asked, language);
  const { comments } = commented;
  return {
    title: { key: 'reports:show.title', month: `${report.month}-01`, programme: programme.title },
    report,
    programme,
    cover: coverLines(content),
    comments,
    ...partsView(open, commented, { viewer, language, rows: asked.rows, version: query.version }),
    pictures: (comments.picking ? [] : content.pictures).map(({ id, caption, width, height }) => {
      return { id, caption, width, height, src: paths.reportPicture(report.month, programme.id, id) };
    }),
    status: statusFor(viewer, toldOf(open)),
    draft: shown === undefined,
    damaged: !open.genuine,
    to: content.figures.to,
    returned: manages && report.status === 'returned' ? versions.at(-1) : undefined,
    versions: versions.map((version) => versionView(version, open)).toReversed(),
    others: open.others.map(({ id, title }) => ({ title, href: paths.report(report.month, { programme: id }) })),
    links: {
      pdf: paths.reportPdf(report.month, query),
      xlsx: paths.reportXlsx(report.month, query),
      csv: paths.reportCsv(report.month, query),
    },
    ...stepsFor(viewer, report, latest, daysOf(programme, report.month, lastDayOf(report.month)).to, today),
  };
}

/** What this person can do with it now. */
function stepsFor(
  viewer: Viewer,
  { status, month, programmeId }: MonthlyReport,
  latest: boolean,
  lastDay: DateText,
  today: DateText,
): object {
  const manages = isOne(viewer, MANAGERS);
  const facts = { status, lastDay, today };
  return {
    lastDay,
    writes: manages && latest && !whyNotNow('write', facts),
    early: whyNotNow('submit', facts) === 'reports.month_not_over',
    answer: answerView(
      viewer,
      latest && !whyNotNow('decide', facts),
      { decision: paths.reportDecision(month, programmeId), paper: paths.reportPaperAnswer(month, programmeId) },
      { today, sure: 'reports:decide.accept_confirm' },
    ),
    reopens: manages && latest && !whyNotNow('reopen', facts),
  };
}

function versionView(version: VersionRow, { report, names, shown }: OpenReport): object {
  const { submittedBy, decidedBy, outcome } = version;
  return {
    ...version,
    href: paths.report(report.month, { programme: report.programmeId, version: version.version }),
    current: version === shown,
    by: names.get(submittedBy),
    decider: decidedBy === null ? undefined : names.get(decidedBy),
    status: { label: `reports:statuses.${outcome ?? 'submitted'}`, kind: STATUS_KINDS[outcome ?? 'submitted'] },
  };
}
