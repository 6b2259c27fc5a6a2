import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import type { Moment } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import { KioskDevice } from './kiosk-device.entity.js';

/** Long enough to walk to the device. */
export const PAIRING_MINUTES = 15;

type Deed = 'added' | 'code_renewed' | 'renamed' | 'revoked';

/** The devices of a venue, as its manager sets them up. */
@Injectable()
export class KioskDevices {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Those that are not given up, in the order in which they came. Two statements. @throws Refused `not_found` */
  async list(venueId: number): Promise<{ venue: Venue; devices: KioskDevice[] }> {
    const { reader } = this.database;
    const venue = await reader.findOneBy(Venue, { id: venueId });
    if (!venue) throw notFound();
    const devices = await reader.find(KioskDevice, { where: { venueId, revokedAt: IsNull() }, order: { id: 'ASC' } });
    return { venue, devices };
  }

  /** One of them. Two statements. @throws Refused `not_found` */
  async one(venueId: number, id: number): Promise<{ venue: Venue; device: KioskDevice }> {
    const { venue, devices } = await this.list(venueId);
    const device = devices.find((one) => one.id === id);
    if (!device) throw notFound();
    return { venue, device };
  }

  /** Makes room for a device, with a code to be typed there. @throws Refused `not_found` */
  async add(actorId: number, venueId: number, name: string): Promise<KioskDevice> {
    return this.database.transaction(async (tx) => {
      if (!(await tx.existsBy(Venue, { id: venueId }))) throw notFound();
      const now = this.clock.now();
      const blank = { tokenHash: null, pairedAt: null, lastSeenAt: null, revokedAt: null };
      const device = tx.create(KioskDevice, {
        venueId,
        name,
        createdBy: actorId,
        createdAt: now,
        ...(await this.freshCode(tx, now)),
        ...blank,
      });
      await tx.save(device);
      await this.note(tx, actorId, 'added', device);
      return device;
    });
  }

  /** Another code: the first one ran out, or the device has lost its cookie. Until it is typed, the old cookie works on. */
  async renew(actorId: number, venueId: number, id: number): Promise<void> {
    await this.change(actorId, 'code_renewed', venueId, id, async (tx, device) => {
      Object.assign(device, await this.freshCode(tx, this.clock.now()));
    });
  }

  async rename(actorId: number, venueId: number, id: number, name: string): Promise<void> {
    await this.change(actorId, 'renamed', venueId, id, (_, device) => void (device.name = name));
  }

  /** Its cookie opens nothing any more. */
  async revoke(actorId: number, venueId: number, id: number): Promise<void> {
    await this.change(actorId, 'revoked', venueId, id, (_, device) => {
      const gone = { revokedAt: this.clock.now(), tokenHash: null, pairingCode: null, pairingUntil: null };
      Object.assign(device, gone);
    });
  }

  private async change(
    actorId: number,
    deed: Deed,
    venueId: number,
    id: number,
    work: (tx: EntityManager, device: KioskDevice) => void | Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'kiosk', String(id));
      const device = await tx.findOneBy(KioskDevice, { id, venueId, revokedAt: IsNull() });
      if (!device) throw notFound();
      await work(tx, device);
      await tx.save(device);
      await this.note(tx, actorId, deed, device);
    });
  }

  /** Eight digits that no other device waits for. */
  private async freshCode(tx: EntityManager, now: Moment): Promise<Pick<KioskDevice, 'pairingCode' | 'pairingUntil'>> {
    const pairingCode = String(randomInt(10 ** 8)).padStart(8, '0');
    if (await tx.existsBy(KioskDevice, { pairingCode })) return this.freshCode(tx, now);
    return { pairingCode, pairingUntil: now.add({ minutes: PAIRING_MINUTES }) };
  }

  private async note(tx: EntityManager, actorId: number, deed: Deed, device: KioskDevice): Promise<void> {
    const { id, name, venueId } = device;
    const subject = { kind: 'kiosk', id };
    await this.audit.record(tx, { actorId, action: `bookings.kiosk_${deed}`, subject, detail: { name, venueId } });
  }
}
