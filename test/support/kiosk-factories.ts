import { KioskDevice } from '../../src/bookings/kiosk/kiosk-device.entity.js';
import { KioskDevices } from '../../src/bookings/kiosk/kiosk-devices.service.js';
import { paths } from '../../src/platform/paths.js';
import type { TestApp } from './app.js';
import type { Visitor } from './visitor.js';

/** A device that waits for its code. */
export function addKiosk(world: TestApp, managerId: number, venueId: number, name = '入口'): Promise<KioskDevice> {
  return world.get(KioskDevices).add(managerId, venueId, name);
}

/** A tablet that was paired through the real form. */
export async function pairedKiosk(
  world: TestApp,
  managerId: number,
  venueId: number,
  visitor: Visitor = world.visitor(),
): Promise<Visitor> {
  const { pairingCode } = await addKiosk(world, managerId, venueId);
  const answer = await visitor.post(paths.kioskPairing(), { code: pairingCode! });
  if (answer.status !== 303) throw new Error(`cannot pair: ${answer.status} ${answer.text.slice(0, 300)}`);
  return visitor;
}
