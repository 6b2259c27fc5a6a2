import { type DataSource, Like, Not } from 'typeorm';
import { entities } from '../../src/entities.js';
import { openReader, openWriter } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { type FreshDatabase, freshDatabase } from './databases.js';
import { leaveEmpty } from './shell.js';

/** Of the table `secret`, in which tests of transactions write: the keys of sealed text stand there, too. */
export const BUT_KEYS = { name: Not(Like('data-key%')) };

export interface TestDatabase {
  database: Database;
  /** The writing side itself, to look at what the door hides. */
  writer: DataSource;
  where: FreshDatabase['where'];
  /** Another process on the same data: its own connections, its own queue. */
  rival(): Promise<Database>;
  close(): Promise<void>;
}

/** The data layer alone, on a fresh database of this test file's kind. */
export async function openDatabase(): Promise<TestDatabase> {
  const fresh = await freshDatabase();
  const sources: DataSource[] = [];
  const open = async (): Promise<Database> => {
    const writer = await openWriter(fresh.where, entities);
    const reader = await openReader(fresh.where, entities);
    sources.push(writer, reader);
    return new Database(writer, reader);
  };
  const database = await open();
  const opened: TestDatabase = {
    database,
    writer: sources[0]!,
    where: fresh.where,
    rival: open,
    close: async () => {
      for (const source of sources.splice(0)) await source.destroy();
      await fresh.drop();
      leaveEmpty(opened);
    },
  };
  return opened;
}
