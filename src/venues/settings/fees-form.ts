import { z } from 'zod';
import { checkbox, optionalLine, optionalNumber } from '../../platform/web/form-fields.js';
import { RESOURCE_KINDS, type ResourceKind } from '../resource.entity.js';
import type { KindPrice, VenueFees } from '../venue-rules.js';
import { isRegistrationNumber, plainRegistrationNumber } from './registration-number.policy.js';

/** The rate of the consumption tax on the use of a place (DOMAIN, Money). It is kept with each price. */
export const TAX_PERCENT = 10;
const MOST_YEN = 1_000_000;

type PriceInput = `${ResourceKind}${'Hour' | 'Day'}`;

const priceFields = Object.fromEntries(
  RESOURCE_KINDS.flatMap((kind) => [
    [`${kind}Hour`, optionalNumber(0, MOST_YEN)],
    [`${kind}Day`, optionalNumber(0, MOST_YEN)],
  ]),
) as unknown as Record<PriceInput, ReturnType<typeof optionalNumber>>;

export const feesForm = z
  .object({
    free: checkbox(),
    ...priceFields,
    month: optionalNumber(1, MOST_YEN),
    chargesNoShows: checkbox(),
    issuerName: optionalLine(80),
    issuerAddress: optionalLine(200),
    registrationNumber: optionalLine(30).transform((text) => text && plainRegistrationNumber(text)),
  })
  .superRefine((form, context) => {
    const refuse = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    for (const kind of RESOURCE_KINDS) {
      if (form[`${kind}Day`] !== null && !form[`${kind}Hour`]) refuse(`${kind}Hour`, 'venues.hour_price_missing');
    }
    if (!form.free && !form.issuerName) refuse('issuerName', 'venues.issuer_missing');
    if (form.registrationNumber !== null && !isRegistrationNumber(form.registrationNumber)) {
      refuse('registrationNumber', 'venues.registration_number');
    }
  })
  .transform((form): VenueFees => ({
    free: form.free,
    prices: RESOURCE_KINDS.flatMap((kind): KindPrice[] => {
      const hour = form[`${kind}Hour`];
      return hour ? [{ kind, hour, day: form[`${kind}Day`] }] : [];
    }),
    month: form.month,
    chargesNoShows: form.chargesNoShows,
    taxPercent: TAX_PERCENT,
    issuer: {
      name: form.issuerName ?? '',
      address: form.issuerAddress ?? '',
      registrationNumber: form.registrationNumber,
    },
  }));
