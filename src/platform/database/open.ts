import { type Entities, openReader, openWriter, type Where } from './data-source.js';
import { Database } from './database.js';

/** The door to the data without a server around it, for the tools of the command line. The schema is brought up to date. */
export async function openDatabase(
  where: Where,
  entities: Entities,
): Promise<{ database: Database; close: () => Promise<void> }> {
  const writer = await openWriter(where, entities);
  const reader = await openReader(where, entities);
  return {
    database: new Database(writer, reader),
    close: async () => {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/** The same for as long as `work` takes. */
export async function withDatabase<T>(
  where: Where,
  entities: Entities,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { database, close } = await openDatabase(where, entities);
  try {
    return await work(database);
  } finally {
    await close();
  }
}
