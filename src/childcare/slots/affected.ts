import { z } from 'zod';
import { optionalLine, repeated } from '../../platform/web/form-fields.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { HeldPlace } from '../places/care-place-rows.js';
import type { HolderFacts } from '../places/care-holders.js';

/** Beside the fields of every form that can take places away; empty the first time. */
export const affectedFields = {
  /** Exactly those that were shown (`markOf`). */
  shown: repeated(z.string().max(80)),
  /** Told to the guardians. */
  tellReason: optionalLine(200),
};

export interface Acceptance {
  shown: string[];
  tellReason: string | null;
}

export function acceptanceOf({ shown, tellReason }: Acceptance): Acceptance {
  return { shown, tellReason };
}

/** A place as it was shown: one that was moved since has another mark. */
export function markOf({ id, slotId, date, start, end }: HeldPlace): string {
  return `${id} ${slotId} ${date} ${start} ${end}`;
}

/** Children who could not be kept, by what their guardian does. */
export interface Affected {
  places: HeldPlace[];
  /** They come so soon that the staff may know who they are. */
  near: boolean;
  holder: HolderFacts | undefined;
}

/** The change would take places away, and nobody has said yes to that: she is asked (affected.filter.ts). */
export class PlacesAffected extends Error {
  constructor(
    readonly affected: readonly Affected[],
    readonly why: 'unseen' | 'others_came' | 'reason_missing',
    /** What the guardians are told unless she writes something else. */
    readonly reason: Phrase,
  ) {
    super('the change takes places away');
  }
}

/** @throws PlacesAffected unless all of them were shown and a reason is given */
export function mustBeAccepted(affected: readonly Affected[], acceptance: Acceptance, reason: Phrase): void {
  if (affected.length === 0) return;
  if (acceptance.shown.length === 0) throw new PlacesAffected(affected, 'unseen', reason);
  const shown = new Set(acceptance.shown);
  const all = affected.flatMap(({ places }) => places).every((place) => shown.has(markOf(place)));
  if (!all) throw new PlacesAffected(affected, 'others_came', reason);
  if (!acceptance.tellReason) throw new PlacesAffected(affected, 'reason_missing', reason);
}
