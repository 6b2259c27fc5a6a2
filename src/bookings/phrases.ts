import type { DateText, Minute } from '../platform/time.js';
import type { Phrase } from '../platform/views/phrase.js';
import type { Shut } from '../venues/opening.policy.js';
import type { Stretch } from '../venues/venue-rules.js';

/** `2時間30分`, `2 h 30 min`. */
export function durationPhrase(minutes: Minute): Phrase {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (rest === 0) return { key: 'bookings:duration.hours', hours };
  return hours === 0
    ? { key: 'bookings:duration.minutes', minutes: rest }
    : { key: 'bookings:duration.both', hours, minutes: rest };
}

/** `10:00–12:00`. */
export function stretchPhrase({ start, end }: Stretch): Phrase {
  return { key: 'bookings:stretch', start, end };
}

/** Why a place is shut on a date, as a sentence. */
export function shutPhrase(date: DateText, shut: Shut): Phrase {
  const key = `bookings:shut.${shut.because}`;
  switch (shut.because) {
    case 'holiday':
      return { key, date, name: shut.name };
    case 'closure':
      return { key, date, reason: shut.reason };
    default:
      return { key, date };
  }
}

/** When it can be used on that day; where there is nothing, to try another one. */
export function hoursPhrase(stretches: readonly Stretch[]): Phrase {
  return stretches.length === 0
    ? { key: 'bookings:hours.none' }
    : { key: 'bookings:hours.some', hours: stretches.map(stretchPhrase) };
}

/** So many children are looked after meanwhile; nothing where none is. Never who. */
export function careWords(count = 0): Phrase[] {
  return count > 0 ? [{ key: 'bookings:care.count', count }] : [];
}
