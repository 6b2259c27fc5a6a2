import type { Venue } from '../../venues/venue.entity.js';
import { BAND_BASES, BANDS } from './age.policy.js';
import type { CareRules } from './care-rules.policy.js';
import type { Carer } from './rosters.js';
import { ratioField, SHARES } from './settings-form.js';
import { PRESET_NAMES } from './staffing.policy.js';

export function settingsView(
  { venue, rules, carers }: { venue: Venue; rules: CareRules; carers: readonly Carer[] },
  venues: readonly Venue[],
): object {
  return {
    title: { key: 'care:settings.title', name: venue.name },
    venue,
    others: venues.filter(({ id }) => id !== venue.id),
    rules,
    presets: PRESET_NAMES.map((name) => ({ name, label: `care:presets.${name}`, hint: `care:presets.${name}_hint` })),
    ratios: BANDS.map((band) => ({ name: ratioField(band), label: `care:bands.${band}`, value: rules.ratios[band] })),
    bases: BAND_BASES.map((name) => ({ name, label: `care:bases.${name}`, hint: `care:bases.${name}_hint` })),
    shares: SHARES.map((value) => ({ value, label: `care:shares.${value.replace('/', '_')}` })),
    share: `${rules.qualified.parts}/${rules.qualified.of}`,
    carers,
  };
}
