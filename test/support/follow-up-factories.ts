import type { EntityManager } from 'typeorm';
import type { User } from '../../src/accounts/user.entity.js';
import { momentAt } from '../../src/platform/time.js';
import { FollowUp } from '../../src/training/follow-up/follow-up.entity.js';

/** Autumn 2016: two found work, one entry was withdrawn, and one tells of a day before anybody had trained her. */
export async function addFollowUps(tx: EntityManager, members: readonly User[], recordedBy: number): Promise<void> {
  const written = [
    [0, 'first_work', '2016-09-12', null],
    [1, 'first_work', '2016-10-11', null],
    [1, 'third_work', '2016-10-28', null],
    [2, 'first_work', '2016-10-20', momentAt('2016-10-21', 600)],
    [3, 'first_work', '2016-07-01', null],
  ] as const;
  for (const [nth, step, date, withdrawnAt] of written) {
    const row = { userId: members[nth]!.id, step, date, note: null, source: 'staff', recordedBy, withdrawnAt };
    await tx.insert(FollowUp, { ...row, recordedAt: momentAt(date, 600) });
  }
}
