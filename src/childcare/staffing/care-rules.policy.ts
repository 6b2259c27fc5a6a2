import type { Minute } from '../../platform/time.js';
import { type PresetName, PRESETS, type StaffingRules } from './staffing.policy.js';

/** The rules of childcare of a venue. */
export interface CareRules extends StaffingRules {
  preset: PresetName;
  /** A child stays so long before what the guardian does begins, and so long after it has ended. */
  minutesBefore: Minute;
  minutesAfter: Minute;
}

/** What holds where the manager has set nothing (DOMAIN, Rules of childcare). */
export const DEFAULT_RULES: CareRules = {
  preset: 'national_2024',
  ratios: PRESETS.national_2024,
  basis: 'school_year',
  minimum: 1,
  qualified: { parts: 1, of: 3 },
  minutesBefore: 15,
  minutesAfter: 15,
};
