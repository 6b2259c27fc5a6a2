import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS } from '../contract/readable.js';
import type { ReportStatus } from './monthly-report.entity.js';
import type { ListedReport } from './report-reading.js';

export const STATUS_KINDS: Record<ReportStatus, string> = {
  draft: '',
  submitted: 'wait',
  returned: 'bad',
  accepted: 'good',
};

/** Of what was submitted, as the city sees it: a draft of a new version is none of its business yet. */
export function statusFor(viewer: Viewer, { report, versions }: ListedReport): { label: string; kind: string } {
  const status = isOne(viewer, MANAGERS) ? report.status : (versions.at(-1)?.outcome ?? 'submitted');
  return { label: `reports:statuses.${status}`, kind: STATUS_KINDS[status] };
}
