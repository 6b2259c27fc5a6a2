import { minuteAt, type Minute, type Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { KioskDevice } from './kiosk-device.entity.js';

interface DeviceLine {
  id: number;
  name: string;
  state: Phrase;
  kind?: string;
  lastSeenAt: Moment | null;
  /** The code to be typed, in two parts, and until when it works. */
  code?: { text: string; until: Minute };
}

export function kioskDevicesView(facts: { venue: Venue; devices: readonly KioskDevice[] }, now: Moment): object {
  const { venue, devices } = facts;
  return {
    title: { key: 'kiosk:manage.title', venue: venue.name },
    venue,
    devices: devices.map((one) => line(one, now)),
  };
}

function line(device: KioskDevice, now: Moment): DeviceLine {
  const { id, name, pairingCode, pairingUntil, pairedAt, lastSeenAt } = device;
  const waits = pairingCode !== null && pairingUntil!.epochMilliseconds > now.epochMilliseconds;
  const state = pairedAt ? 'paired' : waits ? 'waiting' : 'expired';
  return {
    id,
    name,
    state: `kiosk:manage.state.${state}`,
    kind: { paired: 'good', waiting: 'wait', expired: undefined }[state],
    lastSeenAt,
    code: waits
      ? { text: `${pairingCode.slice(0, 4)} ${pairingCode.slice(4)}`, until: minuteAt(pairingUntil!) }
      : undefined,
  };
}
