import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS } from '../contract/readable.js';

/**
 * Who answers what waits for the city: an officer here, or a manager for a city that answered on paper.
 * @param waits it was handed in @param extra `sure`: what she is asked before she accepts
 */
export function answerView(
  viewer: Viewer,
  waits: boolean,
  urls: { decision: string; paper: string },
  extra: { today: string; sure?: string },
): object {
  const officer = isOne(viewer, ['officer']);
  return { ...urls, ...extra, decides: waits && officer, records: waits && !officer && isOne(viewer, MANAGERS) };
}
