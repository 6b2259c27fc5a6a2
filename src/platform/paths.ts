import { childcarePaths } from './paths.childcare.js';
import { coursePaperPaths } from './paths.course-papers.js';
import { programmesPaths } from './paths.programmes.js';
import { reportsPaths } from './paths.reports.js';
import { securityPaths } from './paths.security.js';
import { trainingPaths } from './paths.training.js';
import type { DateText } from './time.js';
import { trustPaths } from './paths.trust.js';
import { type Query, withQuery } from './with-query.js';

/** Every address of the house, by name. Nobody writes one by hand. */
export const paths = {
  home: () => '/',
  health: () => '/healthz',
  ready: () => '/readyz',
  metrics: () => '/metrics',
  accessibility: () => '/accessibility',
  privacy: () => '/privacy',
  language: () => '/language',
  mails: (filter: { state?: string; before?: number } = {}) => withQuery('/manage/mail', { ...filter }),
  mail: (id: number) => `/manage/mail/${id}`,
  mailResend: (id: number) => `/manage/mail/${id}/resend`,
  jobs: () => '/manage/jobs',
  jobRuns: (name: string) => `/manage/jobs/${encodeURIComponent(name)}/runs`,

  // accounts
  signIn: (next?: string) => withQuery('/sign-in', { next }),
  signOut: () => '/sign-out',
  signUp: () => '/sign-up',
  signUpSent: () => '/sign-up/sent',
  signUpAddress: () => '/sign-up/address',
  postalCode: (code: string) => `/postal-codes/${encodeURIComponent(code)}`,
  emailConfirmation: (token: string) => `/email-confirmation/${encodeURIComponent(token)}`,
  emailConfirmationAgain: () => '/email-confirmation',
  passwordReset: () => '/password-reset',
  passwordResetSent: () => '/password-reset/sent',
  passwordChoice: (token: string) => `/password-reset/${encodeURIComponent(token)}`,
  profile: () => '/me/profile',
  profileAddress: () => '/me/profile/address',
  ownConsent: (next?: string) => withQuery('/me/consent', { next }),
  emailChange: () => '/me/email',
  passwordChange: () => '/me/password',
  sessionsEnding: () => '/me/sessions/ending',
  invitation: (token: string) => `/invitations/${encodeURIComponent(token)}`,
  invitationRoles: (token: string) => `/invitations/${encodeURIComponent(token)}/roles`,
  firstAdministrator: (token: string) => `/first-administrator/${encodeURIComponent(token)}`,
  members: (query: Query = {}) => withQuery('/manage/members', query),
  member: (id: number) => `/manage/members/${id}`,
  memberRoles: (id: number) => `/manage/members/${id}/roles`,
  roleRevocation: (id: number, role: string) => `/manage/members/${id}/roles/${encodeURIComponent(role)}/revocation`,
  memberDeactivation: (id: number) => `/manage/members/${id}/deactivation`,
  memberConsent: (id: number) => `/manage/members/${id}/consent`,
  memberReactivation: (id: number) => `/manage/members/${id}/reactivation`,
  invitations: () => '/manage/invitations',
  invitationWithdrawal: (id: number) => `/manage/invitations/${id}/withdrawal`,

  ...securityPaths,

  // imports
  imports: (query: { target?: string } = {}) => withQuery('/manage/imports', query),
  import: (id: number, query: { page?: number } = {}) => withQuery(`/manage/imports/${id}`, query),
  importCheck: (id: number) => `/manage/imports/${id}/check`,
  importApplication: (id: number) => `/manage/imports/${id}/application`,
  importDeletion: (id: number) => `/manage/imports/${id}/deletion`,
  importTemplate: (kind: string) => `/manage/imports/templates/${kind}.csv`,

  usage: (query: Query = {}) => withQuery('/manage/usage', query),
  usageCsv: (query: Query = {}) => withQuery('/manage/usage.csv', query),

  // home
  me: () => '/me',

  // bookings
  day: (date?: DateText, more: Query = {}) => withQuery('/bookings', { date, ...more }),
  /** A start was chosen in the day view. */
  dayChoice: () => '/bookings/choice',
  calendar: (query: Query = {}) => withQuery('/bookings/calendar', query),
  bookings: () => '/bookings',
  newBooking: (draft: Query = {}) => withQuery('/bookings/new', draft),
  booking: (id: number) => `/bookings/${id}`,
  bookingEdit: (id: number, draft: Query = {}) => withQuery(`/bookings/${id}/edit`, draft),
  bookingCancellation: (id: number) => `/bookings/${id}/cancellation`,
  newSeries: (draft: Query = {}) => withQuery('/bookings/series/new', draft),
  allSeries: () => '/bookings/series',
  series: (id: number, query: Query = {}) => withQuery(`/bookings/series/${id}`, query),
  seriesEdit: (id: number, query: Query = {}) => withQuery(`/bookings/series/${id}/edit`, query),
  seriesCancellation: (id: number, query: Query = {}) => withQuery(`/bookings/series/${id}/cancellation`, query),
  seriesOccurrences: (id: number) => `/bookings/series/${id}/occurrences`,
  ownBookings: (page?: { past?: number }) => withQuery('/me/bookings', page ?? {}),
  waitlist: () => '/me/waitlist',
  waitlistNew: (wish: Query = {}) => withQuery('/me/waitlist/new', wish),
  careWaits: (bookingId: number) => `/bookings/${bookingId}/care-waits`,
  waitlistLeaving: (id: number) => `/me/waitlist/${id}/leaving`,
  offerAcceptance: (id: number) => `/me/offers/${id}/acceptance`,
  offerDecline: (id: number) => `/me/offers/${id}/decline`,
  requests: () => '/manage/requests',
  request: (id: number) => `/manage/requests/${id}`,
  requestApproval: (id: number) => `/manage/requests/${id}/approval`,
  requestRefusal: (id: number) => `/manage/requests/${id}/refusal`,
  manageBookings: (filter: Query = {}) => withQuery('/manage/bookings', filter),
  ownCalendar: () => '/me/calendar',
  ownCalendarRevocation: () => '/me/calendar/revocation',
  /** A member's bookings, for programs. */
  memberFeed: (token: string) => `/me/calendar/${encodeURIComponent(token)}.ics`,
  manageNewBooking: (filter: Query = {}) => withQuery('/manage/bookings/new', filter),

  // fees
  ownFees: (query: Query = {}) => withQuery('/me/fees', query),
  manageFees: (query: Query = {}) => withQuery('/manage/fees', query),
  manageFeesCsv: (query: Query = {}) => withQuery('/manage/fees.csv', query),
  memberFees: (memberId: number, query: Query = {}) => withQuery(`/manage/fees/members/${memberId}`, query),
  memberPayments: (memberId: number) => `/manage/fees/members/${memberId}/payments`,
  memberPlans: (memberId: number) => `/manage/fees/members/${memberId}/plans`,
  planEnding: (memberId: number, planId: number) => `/manage/fees/members/${memberId}/plans/${planId}/ending`,
  payment: (id: number) => `/payments/${id}`,
  paymentUndoing: (id: number) => `/payments/${id}/undoing`,
  receipt: (paymentId: number) => `/payments/${paymentId}/receipt`,
  receiptPdf: (paymentId: number) => `/payments/${paymentId}/receipt.pdf`,

  // check-in and front desk
  checkIn: (code: string) => `/check-in/${encodeURIComponent(code)}`,
  checkInCode: (bookingId: number) => `/bookings/${bookingId}/check-in-code.svg`,
  desk: (query: Query = {}) => withQuery('/desk', query),
  deskScans: () => '/desk/scans',
  arrival: (bookingId: number) => `/desk/bookings/${bookingId}/arrival`,
  arrivalUndoing: (bookingId: number) => `/desk/bookings/${bookingId}/arrival/undoing`,
  noShowUndoing: (bookingId: number) => `/desk/bookings/${bookingId}/no-show/undoing`,
  /** Of a device that stands in a venue; `language` where it is not the house's first. */
  kiosk: (query: Query = {}) => withQuery('/kiosk', query),
  kioskPairing: () => '/kiosk/pairing',
  kioskCheckIns: () => '/kiosk/check-ins',
  kioskCheckIn: (code: string, query: Query = {}) => withQuery(`/kiosk/check-ins/${encodeURIComponent(code)}`, query),
  kioskDevices: (venueId: number) => `/manage/venues/${venueId}/kiosks`,
  kioskDevice: (venueId: number, id: number) => `/manage/venues/${venueId}/kiosks/${id}`,
  kioskDeviceCode: (venueId: number, id: number) => `/manage/venues/${venueId}/kiosks/${id}/pairing-code`,
  kioskDeviceRevocation: (venueId: number, id: number) => `/manage/venues/${venueId}/kiosks/${id}/revocation`,
  walkIn: (query: Query = {}) => withQuery('/desk/walk-in', query),
  deskNote: (memberId: number) => `/desk/members/${memberId}/note`,
  daySheet: (query: Query = {}) => withQuery('/desk/day-sheet.pdf', query),
  quickEntry: (query: Query = {}) => withQuery('/desk/quick-entry', query),

  // childcare
  ...childcarePaths,

  // training
  ...reportsPaths,
  ...trainingPaths,
  ...coursePaperPaths,

  // programmes
  ...programmesPaths,

  // personal data and the audit trail
  ...trustPaths,

  // venues (manager's setup)
  manage: () => '/manage',
  venues: () => '/manage/venues',
  venueNew: () => '/manage/venues/new',
  venue: (id: number) => `/manage/venues/${id}`,
  venueEdit: (id: number) => `/manage/venues/${id}/edit`,
  venuePosition: (id: number) => `/manage/venues/${id}/position`,
  venueFees: (id: number) => `/manage/venues/${id}/fees`,
  openingHours: (id: number) => `/manage/venues/${id}/opening-hours`,
  holidays: (id: number) => `/manage/venues/${id}/holidays`,
  ownHolidays: (id: number) => `/manage/venues/${id}/own-holidays`,
  ownHolidayNew: (id: number) => `/manage/venues/${id}/own-holidays/new`,
  ownHolidayDeletion: (id: number, date: DateText) => `/manage/venues/${id}/own-holidays/${date}/deletion`,
  closures: (id: number) => `/manage/venues/${id}/closures`,
  closureNew: (id: number) => `/manage/venues/${id}/closures/new`,
  closure: (id: number, closureId: number) => `/manage/venues/${id}/closures/${closureId}`,
  closureEdit: (id: number, closureId: number) => `/manage/venues/${id}/closures/${closureId}/edit`,
  closureDeletion: (id: number, closureId: number) => `/manage/venues/${id}/closures/${closureId}/deletion`,
  resources: (id: number, part: { page?: number; show?: number } = {}) =>
    withQuery(`/manage/venues/${id}/resources`, part),
  resourceNew: (id: number, parentId?: number) => withQuery(`/manage/venues/${id}/resources/new`, { parentId }),
  resource: (id: number, resourceId: number) => `/manage/venues/${id}/resources/${resourceId}`,
  resourceEdit: (id: number, resourceId: number) => `/manage/venues/${id}/resources/${resourceId}/edit`,
  resourcePosition: (id: number, resourceId: number) => `/manage/venues/${id}/resources/${resourceId}/position`,
  resourceDeletion: (id: number, resourceId: number) => `/manage/venues/${id}/resources/${resourceId}/deletion`,
  resourceCalendar: (id: number, resourceId: number) => `/manage/venues/${id}/resources/${resourceId}/calendar`,
  resourceCalendarRevocation: (id: number, resourceId: number) =>
    `/manage/venues/${id}/resources/${resourceId}/calendar/revocation`,
  /** When a resource is taken, for programs. */
  resourceFeed: (resourceId: number, token: string) =>
    `/resources/${resourceId}/calendar/${encodeURIComponent(token)}.ics`,
  pictures: (id: number, resourceId: number) => `/manage/venues/${id}/resources/${resourceId}/pictures`,
  pictureEdit: (id: number, resourceId: number, pictureId: number) =>
    `/manage/venues/${id}/resources/${resourceId}/pictures/${pictureId}/edit`,
  pictureAlt: (id: number, resourceId: number, pictureId: number) =>
    `/manage/venues/${id}/resources/${resourceId}/pictures/${pictureId}`,
  picturePosition: (id: number, resourceId: number, pictureId: number) =>
    `/manage/venues/${id}/resources/${resourceId}/pictures/${pictureId}/position`,
  pictureDeletion: (id: number, resourceId: number, pictureId: number) =>
    `/manage/venues/${id}/resources/${resourceId}/pictures/${pictureId}/deletion`,
  /** The picture itself. */
  picture: (resourceId: number, pictureId: number) => `/resources/${resourceId}/pictures/${pictureId}`,
} as const;
