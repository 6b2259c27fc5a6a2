import { z } from 'zod';
import { checkbox, choice, optionalNumber, wholeNumber } from '../../platform/web/form-fields.js';
import { BAND_BASES, BANDS } from './age.policy.js';
import type { CareRules } from './care-rules.policy.js';
import { PRESET_NAMES, PRESETS, type Ratios } from './staffing.policy.js';

/** The name of the input for the ratio of a band. */
export const ratioField = (band: string): string => `ratio_${band}`;

export const SHARES = ['0/1', '1/3', '1/2', '2/3', '1/1'] as const;

const ownRatio = () => optionalNumber(1, 99);

/** `POST /care/settings/:venueId` */
export const settingsForm = z
  .object({
    preset: choice(PRESET_NAMES),
    basis: choice(BAND_BASES),
    minimum: wholeNumber(1, 20),
    qualified: choice(SHARES),
    minutesBefore: wholeNumber(0, 120),
    minutesAfter: wholeNumber(0, 120),
    ratio_0: ownRatio(),
    ratio_1_2: ownRatio(),
    ratio_3: ownRatio(),
    ratio_4_5: ownRatio(),
  })
  .transform(({ preset, qualified, ...form }, context): CareRules => {
    const given = { '0': form.ratio_0, '1_2': form.ratio_1_2, '3': form.ratio_3, '4_5': form.ratio_4_5 };
    for (const band of preset === 'own' ? BANDS : []) {
      if (given[band] !== null) continue;
      context.addIssue({ code: 'custom', path: [ratioField(band)], message: 'childcare.ratio_missing' });
    }
    const [parts, of] = qualified.split('/').map(Number) as [number, number];
    const { basis, minimum, minutesBefore, minutesAfter } = form;
    const ratios = preset === 'own' ? (given as Ratios) : PRESETS[preset];
    return { preset, ratios, basis, minimum, qualified: { parts, of }, minutesBefore, minutesAfter };
  });

/** `POST /care/staff/:userId/qualification` */
export const qualificationForm = z
  .object({ qualified: checkbox() })
  .nullish()
  .transform((form) => form ?? { qualified: false });
