import { paths } from '../../platform/paths.js';
import { RESOURCE_KINDS } from '../resource.entity.js';
import type { VenueFees } from '../venue-rules.js';
import type { Venue } from '../venue.entity.js';
import { hasCorporateCheckDigit } from './registration-number.policy.js';

/** What the reference says (DOMAIN K17): what somebody starts from who sets prices. */
const SUGGESTED: VenueFees = {
  free: true,
  prices: [{ kind: 'desk', hour: 200, day: 800 }],
  month: 5000,
  chargesNoShows: false,
  taxPercent: 10,
  issuer: { name: '', address: '', registrationNumber: null },
};

export function feesView({ id, name, fees: stored }: Venue): object {
  const fees = stored ?? SUGGESTED;
  const { registrationNumber } = fees.issuer;
  return {
    title: { key: 'venues:fees.title', name },
    back: paths.venue(id),
    backLabel: { key: 'venues:venue.title', name },
    action: paths.venueFees(id),
    fees,
    kinds: RESOURCE_KINDS.map((kind) => {
      const price = fees.prices.find((one) => one.kind === kind);
      return {
        label: `venues:kinds.${kind}`,
        hour: { name: `${kind}Hour`, value: price?.hour ?? '' },
        day: { name: `${kind}Day`, value: price?.day ?? '' },
      };
    }),
    doubtful: registrationNumber !== null && !hasCorporateCheckDigit(registrationNumber),
  };
}
