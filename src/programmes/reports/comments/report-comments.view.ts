import { groupBy } from '../../../platform/group-by.js';
import { paths } from '../../../platform/paths.js';
import type { Language } from '../../../platform/time.format.js';
import { say } from '../../../platform/views/words.js';
import { printCell, type ReportSection } from '../report-cells.js';
import type { OpenReport } from '../report-reading.js';
import { sectionsOf } from '../report-sections.js';
import { figureName, figureNamed, type Place } from './figure.policy.js';
import type { WrittenComment } from './report-comments.js';

/** What somebody is about to comment on: `pick` while she looks for the figure. */
export interface Commenting {
  /** The page of a long table on which she looks for it. */
  rows?: string;
  figure?: string;
  answer?: number;
}

interface Thread extends WrittenComment {
  /** ※1, ※2: by the order in which they were begun. */
  number: number;
  /** The part of the report in which its figure stands. */
  section: string | undefined;
  label: string;
  answerHref: string | undefined;
  answers: WrittenComment[];
}

/** What stands beside a figure of the page: marks of comments, or the way to write one. */
export interface Marked {
  href?: string;
  marks?: { number: number; id: number }[];
}

export interface CommentsView {
  comments: {
    pickHref?: string;
    /** She looks for a figure. */
    picking: boolean;
    stopHref: string;
    form: object | undefined;
    onTop: Thread[];
  };
  beside: (place: Place) => Marked | undefined;
  threads: Thread[];
}

export function commentsView(open: OpenReport, { figure, answer, rows }: Commenting, language: Language): CommentsView {
  const { report, shown, versions, commented } = open;
  const sections = commented ? sectionsOf(commented.content) : [];
  const latest = versions.at(-1);
  const answers = commented !== undefined && commented.version === latest?.version;
  const writes = answers && shown === latest;
  const at = (query: Commenting): string =>
    `${paths.report(report.month, { programme: report.programmeId, rows, ...query })}${query.figure === 'pick' ? '' : '#comment'}`;
  const firsts = (commented?.comments ?? []).filter(({ answersId }) => answersId === null);
  const threads = firsts.map((one, nth): Thread => {
    const replies = commented!.comments.filter(({ answersId }) => answersId === one.id);
    const answerHref = answers ? at({ answer: one.id }) : undefined;
    const section = figureNamed(sections, one.figure)?.section;
    return {
      ...one,
      number: nth + 1,
      label: labelOf(sections, one.figure, language),
      section,
      answerHref,
      answers: replies,
    };
  });
  const marks = groupBy(threads, (one) => one.figure);
  const answered = threads.find(({ id }) => id === answer);
  const about = answered?.figure ?? (writes && figure !== 'pick' ? figure : undefined);
  const label = about === undefined ? '' : labelOf(sections, about, language);
  const to = {
    programme: report.programmeId,
    version: commented?.version,
    figure: answered ? undefined : about,
    answer,
  };
  return {
    threads,
    beside: (place) => {
      if (!shown) return undefined;
      const name = figureName(place);
      const href = writes && figure === 'pick' ? onThisPage(at({ figure: name })) : undefined;
      return { ...(href && { href }), marks: marks.get(name)?.map(({ number, id }) => ({ number, id })) };
    },
    comments: {
      pickHref: writes ? at({ figure: 'pick' }) : undefined,
      picking: writes && figure === 'pick',
      stopHref: at({}).replace('#comment', ''),
      form: !answers || label === '' ? undefined : { label, answered, action: paths.reportComments(report.month, to) },
      // A draft is counted anew, so figures may have moved: the comments stand on top, by name.
      onTop: shown ? [] : threads,
    },
  };
}

/** Of a link to the page that it stands on, what differs: there are hundreds. */
function onThisPage(href: string): string {
  return href.slice(href.indexOf('?'));
}

/** `概要 / 利用時間 / 当月: 120.5` */
function labelOf(sections: readonly ReportSection[], name: string, language: Language): string {
  const found = figureNamed(sections, name);
  if (!found) return '';
  const words = [say(language, found.part), printCell(found.row, language), say(language, found.column)];
  return `${words.join(' / ')}: ${printCell(found.cell, language)}`;
}
