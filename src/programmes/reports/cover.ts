import { eraDateText, eraMonthText } from '../../platform/time.format.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { ReportContent } from './report-content.js';

/** A line of text that is the same in every language, or nothing. */
type Line = string | null;

/** The head of the report, after the usual municipal form: addressee to the left, date and operator to the right. */
export interface CoverLines {
  title: Phrase;
  number: Phrase;
  /** 和暦. */
  date: string;
  month: string;
  addressee: Line[];
  operator: Line[];
  responsible: Line;
  programme: string;
  contractNumber: Line;
  /** Why there is a new version. */
  reason: Line;
}

export function coverLines({ month, number, version, reason, date, programme }: ReportContent): CoverLines {
  return {
    title: { key: 'reports:cover.title', month: eraMonthText(`${month}-01`) },
    number:
      version > 1 ? { key: 'reports:cover.number_again', number, version } : { key: 'reports:cover.number', number },
    date: eraDateText(date),
    month: eraMonthText(`${month}-01`),
    addressee: [programme.addressee],
    operator: [programme.operatorAddress, programme.operatorName, programme.operatorRepresentative],
    responsible: programme.responsibleName,
    programme: programme.title,
    contractNumber: programme.contractNumber,
    reason: version > 1 ? reason : null,
  };
}
