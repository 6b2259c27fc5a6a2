import 'reflect-metadata';
import { inHouse } from '../../in-house.js';
import { type Command, whenStarted } from '../../platform/command.js';
import { SecondFactors } from './factors.service.js';

/** For the administrator whom no other can help. */
export const resetFactors: Command = {
  usage: 'npm run factors:reset -- somebody@example.jp',
  words: [1, 1],
  run: ({ words: [email], env, say }) =>
    inHouse(env, async (house) => {
      if (!(await house.get(SecondFactors).resetOf(email!))) throw new Error(`Nobody has the address ${email}.`);
      say(`${email}: passkeys, app and recovery codes are gone, and all sessions ended. The password is as it was.`);
    }),
};

await whenStarted(import.meta, resetFactors);
