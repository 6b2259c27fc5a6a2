import { BANDS, type Band, type BandBasis } from './age.policy.js';

/** So many children of the band to one member of staff. Whole numbers from 1. */
export type Ratios = Record<Band, number>;

/** The national standard since April 2024, and before. */
export const PRESETS = {
  national_2024: { '0': 3, '1_2': 6, '3': 15, '4_5': 25 },
  before_2024: { '0': 3, '1_2': 6, '3': 20, '4_5': 30 },
} as const satisfies Record<string, Ratios>;

export const PRESET_NAMES = ['national_2024', 'before_2024', 'own'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

export interface StaffingRules {
  ratios: Ratios;
  basis: BandBasis;
  /** At least so many while there is any child. */
  minimum: number;
  /** At least this share of the staff that is needed is qualified: 1 of 3. 0 of 1: nobody has to be. */
  qualified: Share;
}

export interface Share {
  parts: number;
  of: number;
}

/** From so many children on, one alone is not enough whatever the ratios say. */
const MANY_CHILDREN = 6;
const FOR_MANY = 2;

/** Heads by band. */
export type Heads = Record<Band, number>;

export const noHeads = (): Heads => ({ '0': 0, '1_2': 0, '3': 0, '4_5': 0 });

export function headCount(heads: Heads): number {
  return BANDS.reduce((sum, band) => sum + heads[band], 0);
}

/**
 * Staff for these children (DOMAIN, Rules of childcare): the sum over bands of children ÷ ratio, each quotient cut to one
 * decimal, the sum rounded half up, then the minimum. Counted in whole tenths. Nobody for no children.
 */
export function neededStaff(heads: Heads, { ratios, minimum }: Pick<StaffingRules, 'ratios' | 'minimum'>): number {
  const children = headCount(heads);
  if (children === 0) return 0;
  const tenths = BANDS.reduce((sum, band) => sum + Math.floor((heads[band] * 10) / ratios[band]), 0);
  const rounded = Math.floor((tenths + 5) / 10);
  return Math.max(rounded, minimum, children >= MANY_CHILDREN ? FOR_MANY : 1);
}

/**
 * How many of the needed staff have to be qualified, cut up. Of the needed, not of all who are there: one more pair of
 * hands must never be the reason why a child cannot come.
 */
export function neededQualified(needed: number, { parts, of }: Share): number {
  return Math.ceil((needed * parts) / of);
}
