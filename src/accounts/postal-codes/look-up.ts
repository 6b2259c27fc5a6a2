import { z } from 'zod';
import { invalid } from '../../platform/errors.js';
import { postalCodeField } from '../person-fields.js';
import { addressOf } from './address-of.js';

/** What the button needs of the form that it stands in. */
export const lookUpForm = z.object({ postalCode: postalCodeField() });
export type LookUpForm = z.infer<typeof lookUpForm>;

/** @throws Refused `accounts.unknown_postal_code` */
export function knownAddress(postalCode: string): string {
  const address = addressOf(postalCode);
  if (!address) throw invalid('postalCode', 'accounts.unknown_postal_code');
  return address;
}
