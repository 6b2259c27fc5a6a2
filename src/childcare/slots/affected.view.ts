import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import type { HolderFacts } from '../places/care-holders.js';
import type { HeldPlace } from '../places/care-place-rows.js';
import { affectedFields, markOf, type PlacesAffected } from './affected.js';

export interface AffectedView extends Record<string, unknown> {
  title: Phrase;
  problem?: Phrase;
  lines: { places: HeldPlace[]; names?: string[]; holder?: HolderFacts; count: number }[];
  inputs: { name: string; value: string }[];
  marks: string[];
  tellReason: string;
  action: string;
  back: string;
}

/** Who looks after the children knows those who come soon by name (DayScope); who runs the house sees how many there are. */
export function seesNames(viewer: Viewer | undefined): boolean {
  return isOne(viewer, ['childcare']);
}

/** The children whom the question names, to this viewer. */
export function namedOf({ affected }: PlacesAffected, viewer: Viewer | undefined): number[] {
  if (!seesNames(viewer)) return [];
  return affected.flatMap(({ near, places }) => (near ? places.map(({ childId }) => childId) : []));
}

/** @param body the form as it was sent: all of it is sent again with the yes. */
export function affectedView(
  { affected, why }: PlacesAffected,
  body: Record<string, unknown>,
  about: { action: string; back: string; viewer: Viewer | undefined; reason: string },
): AffectedView {
  const inputs = Object.entries(body)
    .filter(([name]) => !(name in affectedFields))
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value: String(value) })));
  const places = affected.flatMap((one) => one.places);
  return {
    title: { key: 'care:affected.title', count: places.length },
    problem: why === 'unseen' ? undefined : `care:affected.${why}`,
    lines: affected.map((one) => ({
      places: one.places,
      names: one.near && seesNames(about.viewer) ? one.places.map(({ childName }) => childName) : undefined,
      holder: one.holder,
      count: one.places.length,
    })),
    inputs,
    marks: places.map(markOf),
    tellReason: typeof body.tellReason === 'string' ? body.tellReason : about.reason,
    action: about.action,
    back: about.back,
  };
}
