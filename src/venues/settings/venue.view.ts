import { paths } from '../../platform/paths.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { DateText } from '../../platform/time.js';
import { isActive } from '../opening.policy.js';
import { RESOURCE_KINDS, type ResourceKind } from '../resource.entity.js';
import type { House } from '../rules/house.js';
import type { Stretch } from '../venue-rules.js';
import type { Venue } from '../venue.entity.js';
import { WEEKDAYS } from './hours.policy.js';
import { SLOT_MINUTES, type VenueSettings } from './venue-form.js';

export function venuesView(venues: readonly Venue[], today: DateText): object {
  return {
    title: 'venues:venues.title',
    venues: venues.map(({ id, name, address, ...active }, index) => ({
      id,
      name,
      address,
      active: isActive(active, today),
      first: index === 0,
      last: index === venues.length - 1,
    })),
  };
}

/** What a new venue starts with; the manager changes what does not fit. */
export function freshVenue(today: DateText): VenueSettings {
  return {
    name: '',
    address: '',
    phone: null,
    activeFrom: today,
    activeUntil: null,
    slotMinutes: 30,
    windowDays: 30,
    cancelDeadlineMinutes: 60,
    graceMinutes: 15,
    offerHours: 12,
    approvalNoticeHours: 24,
    approvalWaitHours: 48,
    maxResources: 4,
    closedOnHolidays: true,
    noShowMinutes: 30,
    selfCheckIn: false,
    bookingLimits: [],
  };
}

/** @param venue the one that is edited; none: a new one. */
export function venueFormView(settings: VenueSettings, title: Phrase, action: string, venue?: Venue): object {
  return {
    title: venue ? { key: title as string, name: venue.name } : title,
    action,
    back: venue ? paths.venue(venue.id) : paths.venues(),
    backLabel: venue ? { key: 'venues:venue.title', name: venue.name } : 'venues:venues.title',
    venue,
    settings,
    slots: SLOT_MINUTES,
    limits: RESOURCE_KINDS.map((kind) => limitRow(kind, settings)),
  };
}

function limitRow(kind: ResourceKind, { bookingLimits }: VenueSettings): object {
  const limit = bookingLimits.find((one) => one.kind === kind);
  const hours = (minutes: number | null | undefined): number | '' => (minutes == null ? '' : minutes / 60);
  return {
    kind: `venues:kinds.${kind}`,
    maxOpen: { name: `${kind}MaxOpen`, value: limit?.maxOpen ?? '' },
    hoursDay: { name: `${kind}HoursDay`, value: hours(limit?.maxMinutesDay) },
    hoursWeek: { name: `${kind}HoursWeek`, value: hours(limit?.maxMinutesWeek) },
  };
}

/** The first page of a venue's setup: what holds, and where to change it. */
export function venueView({ venue, closures, resources }: House, today: DateText): object {
  const inUse = resources.filter((one) => isActive(one, today));
  return {
    title: { key: 'venues:venue.title', name: venue.name },
    venue,
    active: isActive(venue, today),
    hours: venue.openingHours.length > 0 && weekOf(venue),
    closures: closures.slice(0, 3),
    moreClosures: Math.max(0, closures.length - 3),
    counts: RESOURCE_KINDS.map((kind) => ({
      label: `venues:kinds.${kind}`,
      count: inUse.filter((one) => one.kind === kind).length,
    })),
    priced: venue.fees !== null && !venue.fees.free,
    empty: resources.length === 0,
  };
}

export interface DayOfWeek {
  name: Phrase;
  stretches: Stretch[];
}

export function weekOf({ openingHours }: Pick<Venue, 'openingHours'>): DayOfWeek[] {
  return WEEKDAYS.map((weekday) => ({
    name: `venues:weekdays.${weekday}`,
    stretches: openingHours.filter((one) => one.weekday === weekday),
  }));
}
