import { Refused } from '../../platform/errors.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';

/** Children are named to those who book for them, and to the staff that looks after them. Others see how many. */
export function seesNames(viewer: Viewer, memberId: number): boolean {
  return viewer.id === memberId || isOne(viewer, ['childcare']);
}

/** The same refusal, of some child. */
export function withoutName(error: unknown): unknown {
  if (!(error instanceof Refused) || error.params.name === undefined) return error;
  const params = { ...error.params, name: { key: 'bookings:care.somebody' } };
  const problems = error.problems.map((one) => ({ ...one, params }));
  return new Refused(error.kind, error.code, params, problems);
}
