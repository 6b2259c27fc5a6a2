import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { housePath, line } from '../../platform/web/form-fields.js';
import { paths } from '../../platform/paths.js';

const bytes = z
  .string()
  .min(1)
  .max(20_000)
  .regex(/^[\w-]+$/);
const credential = { id: bytes, rawId: bytes, type: z.literal('public-key') };

/** What the browser's answer says; the rest of it is left out. */
const attested = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z
      .array(
        z
          .string()
          .max(20)
          .regex(/^[a-z-]+$/),
      )
      .max(10)
      .catch([]),
  }),
});
const asserted = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.nullish().transform((handle) => handle ?? undefined),
  }),
});

/** The answer as a script put it into the form: JSON. */
const answer = <T extends z.ZodType>(shape: T) =>
  z
    .string()
    .max(30_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'security.passkey_failed' });
        return z.NEVER;
      }
    })
    .pipe(shape);

const withExtensions = <T extends object>(given: T) => ({ ...given, clientExtensionResults: {} });

export const passkeyName = () => line(60);

export const newPasskeyForm = z.object({
  name: passkeyName(),
  credential: answer(attested).transform((given) => withExtensions(given) as RegistrationResponseJSON),
});
export type NewPasskeyForm = z.infer<typeof newPasskeyForm>;

export const passkeyForm = z.object({
  credential: answer(asserted).transform((given) => withExtensions(given) as AuthenticationResponseJSON),
  next: housePath().catch(paths.me()),
});
export type PasskeyForm = z.infer<typeof passkeyForm>;
