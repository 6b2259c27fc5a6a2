import type { Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Door } from './door.policy.js';
import type { EnrolmentStatus } from './enrolment.entity.js';

/** How it stands with enrolling, in words. */
export interface DoorLine {
  label: Phrase;
  kind?: string;
}

export function doorLine(door: Door): DoorLine | undefined {
  switch (door.state) {
    case 'open':
      return { label: { key: 'enrolment:door.open', count: door.free }, kind: 'good' };
    case 'full':
      return { label: 'enrolment:door.full', kind: 'wait' };
    case 'not_yet':
      return { label: { key: 'enrolment:door.not_yet', from: door.from } };
    case 'closed':
      return { label: 'enrolment:door.closed' };
    default:
      return undefined;
  }
}

const KINDS: Partial<Record<EnrolmentStatus, string>> = { enrolled: 'good', offered: 'wait', waiting: 'wait' };

export function statusLine(status: EnrolmentStatus): DoorLine {
  return { label: `enrolment:status.${status}`, kind: KINDS[status] };
}

/** Until when a seat is held for her. */
export function untilPhrase(at: Moment): Phrase {
  return { key: 'enrolment:show.until', at };
}
