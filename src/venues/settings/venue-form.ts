import { z } from 'zod';
import {
  checkbox,
  choice,
  dateField,
  line,
  optionalDate,
  optionalLine,
  optionalNumber,
  wholeNumber,
} from '../../platform/web/form-fields.js';
import { RESOURCE_KINDS, type ResourceKind } from '../resource.entity.js';
import { decisionFields, decisionOf, type Decision } from '../rules/decision.js';
import type { BookingLimit } from '../venue-rules.js';
import type { Venue } from '../venue.entity.js';

export const SLOT_MINUTES = ['15', '30', '60'] as const;

/** Hours with at most two decimals, such as 1.5; in minutes. */
const optionalHours = (most: number) =>
  z
    .union([
      z.literal('').transform(() => null),
      z
        .string()
        .transform((text) => text.normalize('NFKC').trim())
        .pipe(z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, 'platform.not_a_number'))
        .transform(Number)
        .pipe(z.number().min(0.25).max(most))
        .transform((hours) => Math.round(hours * 60)),
    ])
    .nullish()
    .transform((minutes) => minutes ?? null);

type LimitInput = `${ResourceKind}${'MaxOpen' | 'HoursDay' | 'HoursWeek'}`;

const limitFields = Object.fromEntries(
  RESOURCE_KINDS.flatMap((kind) => [
    [`${kind}MaxOpen`, optionalNumber(1, 999)],
    [`${kind}HoursDay`, optionalHours(24)],
    [`${kind}HoursWeek`, optionalHours(168)],
  ]),
) as unknown as Record<LimitInput, ReturnType<typeof optionalNumber>>;

/** What this form sets; hours, holidays and fees have pages of their own. */
export type VenueSettings = Omit<Venue, 'id' | 'position' | 'openingHours' | 'holidayOverrides' | 'fees'>;

export interface VenueForm {
  settings: VenueSettings;
  decision: Decision;
}

export const venueForm = z
  .object({
    name: line(80),
    address: line(200),
    phone: optionalLine(30),
    activeFrom: dateField(),
    activeUntil: optionalDate(),
    slotMinutes: choice(SLOT_MINUTES).transform(Number),
    windowDays: wholeNumber(0, 730),
    cancelDeadlineMinutes: wholeNumber(0, 43_200),
    graceMinutes: wholeNumber(0, 1440),
    offerHours: wholeNumber(1, 168),
    approvalNoticeHours: wholeNumber(0, 720).default(24),
    approvalWaitHours: wholeNumber(1, 720).default(48),
    maxResources: wholeNumber(1, 50),
    closedOnHolidays: checkbox(),
    noShowMinutes: optionalNumber(5, 720),
    selfCheckIn: checkbox(),
    ...limitFields,
    ...decisionFields,
  })
  .refine(({ activeFrom, activeUntil }) => activeUntil === null || activeFrom <= activeUntil, {
    path: ['activeUntil'],
    message: 'venues.ends_before_start',
  })
  .transform((form): VenueForm => ({ settings: settingsOf(form), decision: decisionOf(form) }));

type Sent = Record<LimitInput, number | null> & Omit<VenueSettings, 'bookingLimits'>;

function settingsOf(sent: Sent): VenueSettings {
  return {
    name: sent.name,
    address: sent.address,
    phone: sent.phone,
    activeFrom: sent.activeFrom,
    activeUntil: sent.activeUntil,
    slotMinutes: sent.slotMinutes,
    windowDays: sent.windowDays,
    cancelDeadlineMinutes: sent.cancelDeadlineMinutes,
    graceMinutes: sent.graceMinutes,
    offerHours: sent.offerHours,
    approvalNoticeHours: sent.approvalNoticeHours,
    approvalWaitHours: sent.approvalWaitHours,
    maxResources: sent.maxResources,
    closedOnHolidays: sent.closedOnHolidays,
    noShowMinutes: sent.noShowMinutes,
    selfCheckIn: sent.selfCheckIn,
    bookingLimits: RESOURCE_KINDS.map((kind) => limitOf(kind, sent)).filter((limit) => limit !== undefined),
  };
}

/** Nothing: no limit at all for the kind. */
function limitOf(kind: ResourceKind, sent: Sent): BookingLimit | undefined {
  const [maxOpen, maxMinutesDay, maxMinutesWeek] = [
    sent[`${kind}MaxOpen`],
    sent[`${kind}HoursDay`],
    sent[`${kind}HoursWeek`],
  ];
  if (maxOpen === null && maxMinutesDay === null && maxMinutesWeek === null) return undefined;
  return { kind, maxOpen, maxMinutesDay, maxMinutesWeek };
}
