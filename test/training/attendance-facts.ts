import { momentOf } from '../../src/platform/time.js';
import type { AttendanceFacts } from '../../src/training/count/count.policy.js';
import type { AttendanceRow } from '../../src/training/count/record.policy.js';

const START = momentOf('2026-10-01T00:00:00Z');
/** So many minutes after the first moment. */
export const at = (minute: number) => START.add({ minutes: minute });
export const TODAY = '2027-03-31';

let ids = 0;
/** A member was there, unless told otherwise. */
export const row = (part: Partial<AttendanceRow> = {}): AttendanceRow => ({
  id: (ids += 1),
  who: 'member:1',
  seatId: null,
  sessionId: 1,
  date: '2026-10-05',
  courseId: 1,
  category: 'ict',
  target: 'training',
  status: 'present',
  from: null,
  at: at(0),
  recorded: part.at ?? at(0),
  by: 100,
  ...part,
});
export const facts = (rows: AttendanceRow[], part: Partial<AttendanceFacts> = {}): AttendanceFacts => ({
  rows,
  merges: [],
  releases: [],
  ...part,
});
