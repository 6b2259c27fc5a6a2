/**
 * A refusal is a code; its words live in views/locales/<language>/<room>.json under the same key:
 * `bookings.taken` is `taken` of `bookings.json`, in its section `refusals`.
 */
export type Code = `${string}.${string}`;

/** Why, in terms that hold outside HTTP. Only the web filter knows status numbers. */
export type RefusalKind = 'invalid' | 'conflict' | 'not_found' | 'forbidden' | 'throttled' | 'unavailable';

/** One thing wrong with one field of a form. `field` is the name of the input. */
export interface FieldProblem {
  field: string;
  code: Code;
  params?: Record<string, unknown>;
}

export class Refused extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly code: Code,
    readonly params: Record<string, unknown> = {},
    readonly problems: readonly FieldProblem[] = [],
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'Refused';
  }
}

/** A form, or one field of it, that cannot be taken as it is (422). */
export function invalid(field: string, code: Code, params: Record<string, unknown> = {}): Refused {
  return new Refused('invalid', code, params, [{ field, code, params }]);
}

/** Right in itself, but something was in the way in the meantime (409). */
export function conflict(field: string, code: Code, params: Record<string, unknown> = {}): Refused {
  return new Refused('conflict', code, params, [{ field, code, params }]);
}

/** Not there, or not for this person: the two are not told apart (404). */
export function notFound(): Refused {
  return new Refused('not_found', 'platform.not_found');
}

export function forbidden(): Refused {
  return new Refused('forbidden', 'platform.forbidden');
}
