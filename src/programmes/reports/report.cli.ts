import 'reflect-metadata';
import { inHouse } from '../../in-house.js';
import { Clock } from '../../platform/clock.js';
import { type Command, whenStarted, WronglyTyped } from '../../platform/command.js';
import { paths } from '../../platform/paths.js';
import { todayAt } from '../../platform/time.js';
import { isMonth } from '../../platform/web/form-fields.js';
import { Compiling } from './compiling.js';

/** The report of that month for each programme under way. */
export const report: Command = {
  usage: 'npm run report -- YYYY-MM',
  words: [1, 1],
  run: async ({ words: [month], env, say }) => {
    if (!isMonth(month!)) throw new WronglyTyped();
    await inHouse(env, async (house, { publicUrl }) => {
      const compiled = await house.get(Compiling).compileAll(month!, todayAt(house.get(Clock).now()));
      if (compiled.length === 0) say(`No programme under way has a report of ${month}.`);
      for (const { programme, isNew } of compiled) {
        const address = `${publicUrl}${paths.report(month!, { programme: programme.id })}`;
        say(`${programme.title}: ${isNew ? 'compiled' : 'is there already'}. ${address}`);
      }
    });
  },
};

await whenStarted(import.meta, report);
