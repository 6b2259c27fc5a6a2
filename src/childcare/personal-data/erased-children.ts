import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { ChildApproval } from '../children/child-approval.entity.js';
import { ChildContact } from '../children/child-contact.entity.js';
import { ChildGuardian } from '../children/child-guardian.entity.js';
import { ChildPickup } from '../children/child-pickup.entity.js';
import { Child } from '../children/child.entity.js';
import { CareEvent } from '../day/care-event.entity.js';
import { Incident, IncidentEntry } from '../incidents/incident.entity.js';
import { Interview } from '../interviews/interview.entity.js';
import { CarePlace } from '../places/care-place.entity.js';
import { blankLine, blurredBirth } from './anonymous.policy.js';

/** Children of whom nothing is known any more but that they were there. */
@Injectable()
export class ErasedChildren {
  constructor(private readonly clock: Clock) {}

  /** Names, health and words go; days, times, bands and the grades of accidents stay, so that figures do. */
  async erase(tx: EntityManager, id: number): Promise<void> {
    const child = await tx.findOneByOrFail(Child, { id });
    const places = await tx.findBy(CarePlace, { childId: id });
    const birthDate = blurredBirth(
      child.birthDate,
      places.map(({ date }) => date),
    );
    const nobody = { name: '—', kana: '—', birthDate };
    const nothing = { allergies: null, medication: null, conditions: null, notes: null };
    await tx.update(Child, id, { ...nobody, ...nothing, archivedAt: child.archivedAt ?? this.clock.now() });
    await tx.delete(ChildContact, { childId: id });
    await tx.delete(ChildPickup, { childId: id });
    await tx.update(ChildGuardian, { childId: id }, { relation: '' });
    await tx.update(ChildApproval, { childId: id }, { note: null });
    await tx.update(Interview, { childId: id }, { note: null });
    await tx.update(CarePlace, { childId: id }, { releaseReason: null });
    const placeId = In(places.map((place) => place.id));
    for (const event of await tx.findBy(CareEvent, { placeId }))
      await tx.update(CareEvent, event.id, { data: blankLine(event.data) });
    for (const incident of await tx.findBy(Incident, { placeId })) {
      await tx.update(Incident, incident.id, { location: '', what: '', measures: '' });
      await tx.update(IncidentEntry, { incidentId: incident.id }, { text: null });
    }
  }
}
