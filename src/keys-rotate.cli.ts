import 'reflect-metadata';
import { entities } from './entities.js';
import { reseal } from './platform/crypto/reseal.js';
import { openDatabase } from './platform/database/open.js';
import { readSettings } from './platform/settings.js';

/** `npm run keys:rotate`, with DATA_KEY=new,old as the server has it: seals everything under the new key, while it runs. */
async function run(): Promise<void> {
  const { database, close } = await openDatabase(readSettings(process.env), entities);
  try {
    for (const [place, count] of await reseal(database)) console.log(`${place}: ${count}`);
    console.log('All is sealed under the first key of DATA_KEY. The others can be left out at the next start.');
  } finally {
    await close();
  }
}

await run().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
