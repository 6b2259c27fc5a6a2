import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS } from '../contract/readable.js';
import type { ReportStatus } from './monthly-report.entity.js';

export const STATUS_KINDS: Record<ReportStatus, string> = {
  draft: '',
  submitted: 'wait',
  returned: 'bad',
  accepted: 'good',
};

/** What a list knows of a report. */
interface Told {
  status: ReportStatus;
  /** How often it was submitted. */
  version: number;
  /** What the city said of it last; none: it waits. */
  outcome: 'returned' | 'accepted' | null;
}

/** @param versions by number */
export function toldOf({ report, versions }: Read): Told {
  const latest = versions.at(-1);
  return { status: report.status, version: latest?.version ?? 0, outcome: latest?.outcome ?? null };
}

interface Read {
  report: { status: ReportStatus };
  versions: readonly Pick<Told, 'version' | 'outcome'>[];
}

/** Officers what was submitted, managers drafts too. */
export function mayRead(viewer: Viewer, { version }: Pick<Told, 'version'>): boolean {
  return isOne(viewer, MANAGERS) || version > 0;
}

/** Of what was submitted, as the city sees it: a draft of a new version is none of its business yet. */
export function statusFor(viewer: Viewer, report: Told): { label: string; kind: string } {
  const status = isOne(viewer, MANAGERS) ? report.status : (report.outcome ?? 'submitted');
  return { label: `reports:statuses.${status}`, kind: STATUS_KINDS[status] };
}
