import type { FastifyRequest } from 'fastify';
import { CannotOpenSealed, open } from '../../platform/crypto/sealed.js';
import type { Moment } from '../../platform/time.js';

/** Somebody who has shown her password, and owes the second factor. She is nobody yet. */
export interface Pending {
  userId: number;
  /** Epoch milliseconds. */
  since: number;
  next: string;
  /** She came by the link of a mail, and chose a new password. */
  byMail?: boolean;
}

declare module 'fastify' {
  interface Session {
    pending?: Pending;
    /** What the next answer of a passkey has to sign; it is good for one answer. */
    challenge?: { value: string; since: number };
    /** Secret of an app that is being set up, sealed. */
    newSecret?: string;
    /** Recovery codes that are being shown, sealed. */
    newCodes?: string;
  }
}

/** How long each of these holds. */
const PENDING_MINUTES = 10;
const CHALLENGE_MINUTES = 5;

const isYoung = (since: number, minutes: number, now: Moment): boolean =>
  now.epochMilliseconds - since < minutes * 60_000;

export function pendingOf({ session }: FastifyRequest, now: Moment): Pending | undefined {
  const { pending } = session;
  return pending && isYoung(pending.since, PENDING_MINUTES, now) ? pending : undefined;
}

/** The challenge, once. */
export function takeChallenge({ session }: FastifyRequest, now: Moment): string | undefined {
  const { challenge } = session;
  session.challenge = undefined;
  return challenge && isYoung(challenge.since, CHALLENGE_MINUTES, now) ? challenge.value : undefined;
}

/** What waits sealed in a session. Nothing where its key is gone: sessions are not sealed anew, their owners begin again. */
export function unsealed(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : open(text);
  } catch (error) {
    if (error instanceof CannotOpenSealed) return undefined;
    throw error;
  }
}
