import type { DateText } from './time.js';

type Query = Record<string, string | number | readonly (string | number)[] | undefined>;

/** Adds what is set of a query. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (one !== undefined) search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** Every address of the house, by name. Nobody writes one by hand. */
export const paths = {
  home: () => '/',
  health: () => '/healthz',
  ready: () => '/readyz',
  accessibility: () => '/accessibility',
  privacy: () => '/privacy',
  language: () => '/language',
  mails: (filter: { state?: string; before?: number } = {}) => withQuery('/manage/mail', { ...filter }),
  mail: (id: number) => `/manage/mail/${id}`,
  mailResend: (id: number) => `/manage/mail/${id}/resend`,

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
  emailChange: () => '/me/email',
  passwordChange: () => '/me/password',
  sessionsEnding: () => '/me/sessions/ending',

  // home
  me: () => '/me',

  // bookings
  day: (date?: DateText) => withQuery('/bookings', { date }),
  bookings: () => '/bookings',
  newBooking: (draft: Query = {}) => withQuery('/bookings/new', draft),
  booking: (id: number) => `/bookings/${id}`,
  bookingEdit: (id: number, draft: Query = {}) => withQuery(`/bookings/${id}/edit`, draft),
  bookingCancellation: (id: number) => `/bookings/${id}/cancellation`,
  ownBookings: (page?: { past?: number }) => withQuery('/me/bookings', page ?? {}),
  manageBookings: (filter: Query = {}) => withQuery('/manage/bookings', filter),
  manageNewBooking: (filter: Query = {}) => withQuery('/manage/bookings/new', filter),

  // venues (manager's setup)
  manage: () => '/manage',
} as const;
