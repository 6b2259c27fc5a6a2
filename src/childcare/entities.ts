import { CardReading } from './readings/card-reading.entity.js';
import { ChildApproval } from './children/child-approval.entity.js';
import { ChildConsent } from './children/child-consent.entity.js';
import { ChildContact } from './children/child-contact.entity.js';
import { ChildGuardian } from './children/child-guardian.entity.js';
import { ChildPickup } from './children/child-pickup.entity.js';
import { ChildRules } from './children/child-rules.entity.js';
import { Child } from './children/child.entity.js';
import { CareEvent } from './day/care-event.entity.js';
import { Incident, IncidentEntry } from './incidents/incident.entity.js';
import { InterviewSlot } from './interviews/interview-slot.entity.js';
import { Interview } from './interviews/interview.entity.js';
import { CarePlace } from './places/care-place.entity.js';
import { CareRefusal } from './places/care-refusal.entity.js';
import { CarePattern } from './slots/care-pattern.entity.js';
import { SetAside } from './set-aside/set-aside.entity.js';
import { CareSlot } from './slots/care-slot.entity.js';
import { CareRoster } from './staffing/care-roster.entity.js';
import { CareSettings } from './staffing/care-settings.entity.js';
import { CareStaff } from './staffing/care-staff.entity.js';

export const childcareEntities = [
  Child,
  ChildGuardian,
  ChildContact,
  ChildPickup,
  ChildConsent,
  ChildApproval,
  CardReading,
  ChildRules,
  InterviewSlot,
  Interview,
  CareSettings,
  CareStaff,
  CarePattern,
  CareSlot,
  CareRoster,
  CarePlace,
  CareRefusal,
  SetAside,
  CareEvent,
  Incident,
  IncidentEntry,
];
