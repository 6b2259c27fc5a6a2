import type { Moment } from '../time.js';
import type { FeedStanding } from './calendar-feeds.js';

export interface FeedView {
  /** To be copied; nothing where it can no longer be told. */
  address?: string;
  /** The same for the calendar program of this device: it asks whether to subscribe. */
  subscribe?: string;
  since: Moment;
}

/** @param pathOf the path of the feed with a token */
export function feedView(
  feed: FeedStanding | undefined,
  publicUrl: string,
  pathOf: (token: string) => string,
): FeedView | undefined {
  if (!feed) return undefined;
  const address = feed.token && `${publicUrl}${pathOf(feed.token)}`;
  return { address, subscribe: address?.replace(/^https?:/, 'webcal:'), since: feed.since };
}
