import { type Query, withQuery } from './with-query.js';

/** The addresses of childcare: a part of `paths`. */
export const childcarePaths = {
  // childcare: children and interviews
  ownChildren: () => '/me/children',
  childNew: () => '/me/children/new',
  ownChild: (id: number) => `/me/children/${id}`,
  childEdit: (id: number) => `/me/children/${id}/edit`,
  childArchiving: (id: number) => `/me/children/${id}/archiving`,
  childRestoring: (id: number) => `/me/children/${id}/restoring`,
  childInterview: (id: number) => `/me/children/${id}/interview`,
  childInterviewCancellation: (id: number) => `/me/children/${id}/interview/cancellation`,
  childGuardians: (id: number) => `/me/children/${id}/guardians`,
  childGuardianEnding: (id: number, userId: number) => `/me/children/${id}/guardians/${userId}/ending`,
  guardianInvitationWithdrawal: (id: number, linkId: number) =>
    `/me/children/${id}/guardians/invitations/${linkId}/withdrawal`,
  guardianInvitation: (token: string) => `/guardian-invitations/${encodeURIComponent(token)}`,
  careChildren: (query: Query = {}) => withQuery('/care/children', query),
  careChild: (id: number) => `/care/children/${id}`,
  childDecision: (id: number) => `/care/children/${id}/decision`,
  careGuardianEnding: (id: number, userId: number) => `/care/children/${id}/guardians/${userId}/ending`,
  careInterviews: () => '/care/interviews',
  interviewSlotClosing: (slotId: number) => `/care/interviews/${slotId}/closing`,
  interviewAbsence: (slotId: number) => `/care/interviews/${slotId}/absence`,
  childRules: () => '/manage/children',

  // childcare: the day
  care: (query: Query = {}) => withQuery('/care', query),
  careRosterPdf: (query: Query = {}) => withQuery('/care/roster.pdf', query),
  careRecordPdf: (id: number) => `/care/places/${id}/record.pdf`,
  carePlace: (id: number) => `/care/places/${id}`,
  careArrival: (id: number) => `/care/places/${id}/arrival`,
  careRefusal: (id: number) => `/care/places/${id}/refusal`,
  careNotes: (id: number) => `/care/places/${id}/notes`,
  careHandOver: (id: number) => `/care/places/${id}/hand-over`,
  careExceptionalHandOver: (id: number) => `/care/places/${id}/hand-over/exception`,
  careLineUndoing: (id: number, eventId: number) => `/care/places/${id}/events/${eventId}/undoing`,
  careLineCorrection: (id: number, eventId: number) => `/care/places/${id}/events/${eventId}/correction`,

  careIncidents: () => '/care/incidents',
  careIncidentNew: (placeId: number) => `/care/places/${placeId}/incidents`,
  careIncident: (id: number) => `/care/incidents/${id}`,
  careIncidentPdf: (id: number) => `/care/incidents/${id}/form.pdf`,
  careIncidentEntries: (id: number) => `/care/incidents/${id}/entries`,
  careFigures: (query: Query = {}) => withQuery('/manage/care', query),
  careFiguresCsv: (query: Query = {}) => withQuery('/manage/care.csv', query),

  // childcare: slots, roster, settings
  careSlots: (query: Query = {}) => withQuery('/care/slots', query),
  careSlotNew: (query: Query = {}) => withQuery('/care/slots/new', query),
  careSlot: (id: number) => `/care/slots/${id}`,
  careSlotEdit: (id: number) => `/care/slots/${id}/edit`,
  careSlotClosing: (id: number) => `/care/slots/${id}/closing`,
  careRoster: (id: number) => `/care/slots/${id}/roster`,
  careWithdrawal: (id: number, rosterId: number) => `/care/slots/${id}/roster/${rosterId}/withdrawal`,
  careSettings: () => '/care/settings',
  careVenueSettings: (venueId: number) => `/care/settings/${venueId}`,
  careQualification: (userId: number) => `/care/staff/${userId}/qualification`,
} as const;
