import type { Slot } from '../../src/platform/time.js';

/** A booking of the demo, before it is written. */
export interface Wish {
  venueId: number;
  memberId: number;
  createdBy: number;
  slot: Slot;
  resourceIds: number[];
  purpose: string | null;
  /** How long before its start it was made, where that is past; else so many hours ago, three days at most. */
  hoursAhead: number;
  cancelled: boolean;
}
