import { DAY_MINUTES } from '../platform/time.js';
import type { Resource } from './resource.entity.js';
import type { Stretch } from './venue-rules.js';

/** The longest buffer, in minutes, and the step of the choice. */
export const MOST_BUFFER = 120;
export const BUFFER_STEP = 5;

/**
 * Minutes that a thing is kept free before and after each use. Each use holds its own buffers: none of them may lie on
 * another use, nor on the buffer of another, since clearing up and making ready are two labours. So between two uses there
 * is at least the one's time after and the other's time before. Neither reaches over midnight.
 */
export type Buffers = Pick<Resource, 'bufferBefore' | 'bufferAfter'>;

/** What a use takes in the timetable. */
export function withBuffers({ start, end }: Stretch, { bufferBefore, bufferAfter }: Buffers): Stretch {
  return { start: Math.max(0, start - bufferBefore), end: Math.min(DAY_MINUTES, end + bufferAfter) };
}

/** The use that a row of the timetable stands for. */
export function withoutBuffers({ start, end }: Stretch, { bufferBefore, bufferAfter }: Buffers): Stretch {
  return { start: start + bufferBefore, end: end - bufferAfter };
}

/** Where no use of a thing with these buffers can lie, because that is taken: one before it needs its time after. */
export function barredBy({ start, end }: Stretch, { bufferBefore, bufferAfter }: Buffers): Stretch {
  return { start: Math.max(0, start - bufferAfter), end: Math.min(DAY_MINUTES, end + bufferBefore) };
}
