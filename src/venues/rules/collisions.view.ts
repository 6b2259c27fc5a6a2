import type { Phrase } from '../../platform/views/phrase.js';
import type { Occupant } from '../occupants.js';
import { type CollisionsFound, decisionFields, markOf } from './decision.js';

/** So many are listed one by one; the others are counted. All of them are in the form. */
const LISTED = 100;

export interface CollisionsView extends Record<string, unknown> {
  title: Phrase;
  problem?: Phrase;
  occupants: (Occupant & { things: string[] })[];
  more: number;
  inputs: { name: string; value: string }[];
  marks: string[];
  cancelReason: string;
  action: string;
  back: string;
}

/** @param body the form as it was sent: all of it is sent again with the decision. */
export function collisionsView(
  { occupants, why, names }: CollisionsFound,
  body: Record<string, unknown>,
  { action, back }: Pick<CollisionsView, 'action' | 'back'>,
): CollisionsView {
  const inputs = Object.entries(body)
    .filter(([name]) => !(name in decisionFields))
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value: String(value) })));
  const given = (name: string): string => inputs.find((one) => one.name === name)?.value ?? '';
  return {
    title: { key: 'venues:collisions.title', count: occupants.length },
    problem: why === 'undecided' ? undefined : `venues:collisions.${why}`,
    occupants: occupants.slice(0, LISTED).map((one) => ({
      ...one,
      things: one.resourceIds.map((id) => names.get(id)).filter((name) => name !== undefined),
    })),
    more: Math.max(0, occupants.length - LISTED),
    inputs,
    marks: occupants.map(markOf),
    // a closure brings its reason along
    cancelReason: typeof body.cancelReason === 'string' ? body.cancelReason : given('reason'),
    action,
    back,
  };
}
