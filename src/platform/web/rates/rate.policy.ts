/** What a request asks of the house: each kind has a limit of its own. */
export type RateKind = 'read' | 'write' | 'public_form' | 'heavy';

export interface Rate {
  /** Requests of one person, or of one network where nobody is signed in. */
  most: number;
  /** Seconds in which they are counted; then the count begins anew. */
  seconds: number;
}

/**
 * Wide enough for a whole coworking space behind one address and for a trainer who ticks off twelve people; too narrow for a
 * script that tries codes, fills forms or has papers set all day. Sign-in, mails and codes have limits of their own besides
 * (accounts/limits.ts).
 */
export const RATES: Record<RateKind, Rate> = {
  read: { most: 1200, seconds: 60 },
  write: { most: 180, seconds: 60 },
  /** Forms that anybody may send, and pages whose address is a secret or a code. */
  public_form: { most: 120, seconds: 600 },
  /** What takes the processor for longer: papers, sheets, tables. */
  heavy: { most: 40, seconds: 60 },
};

const UNCOUNTED = /^\/(?:healthz|readyz|metrics)$/;
const HEAVY = /\.(?:pdf|xlsx|csv|zip)$/;
/** Calendars ask by themselves, many from one address. */
const SECRET = /:(?:token|code)(?!\.ics)/;

/** @param path of the route, with its parameters as `:name` */
export function rateKindOf(method: string, path: string, signedIn: boolean): RateKind | undefined {
  if (UNCOUNTED.test(path)) return undefined;
  if (HEAVY.test(path)) return 'heavy';
  const reads = method === 'GET' || method === 'HEAD';
  if (!reads) return signedIn ? 'write' : 'public_form';
  return !signedIn && SECRET.test(path) ? 'public_form' : 'read';
}

/** After how many of her own a process tells the others: a process may let through so many more than the limit. */
export function stepOf({ most }: Rate): number {
  return Math.ceil(most / 8);
}
