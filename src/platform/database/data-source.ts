import type { Database as SqliteConnection, Statement } from 'better-sqlite3';
import { DataSource, type DataSourceOptions, type EntityTarget, type MixedList } from 'typeorm';
import { takeDataKeys } from '../crypto/data-keys.js';
import { remember } from '../remember.js';
import type { Settings } from '../settings.js';
import { migrations } from '../../../migrations/index.js';
import { SnakeNaming } from './naming.js';
import { StatementLog } from './statement-log.js';

export type Where = Pick<Settings, 'databaseUrl' | 'databaseReaderUrl' | 'sqliteFile' | 'dataKeys'> &
  Partial<Pick<Settings, 'slowStatementMs'>>;
export type Entities = MixedList<EntityTarget<object>>;

/** How long SQLite itself waits for another process. It blocks this one, so, once it serves, for a moment only. */
const BOOT_PATIENCE_MS = 30_000;
const PATIENCE_MS = 100;

/** Who waits longer for a connection, in a crowd or for a server that does not answer, is told that there is none. */
const CONNECTING_MS = 20_000;
const POOL = { max: 10, connectionTimeoutMillis: CONNECTING_MS };
/** A replica that does not answer is not waited for: the primary is there. */
const REPLICA_MS = 2_000;

const common = ({ slowStatementMs }: Where) => ({
  logger: new StatementLog(),
  maxQueryExecutionTime: slowStatementMs ?? 500,
  synchronize: false,
  namingStrategy: new SnakeNaming(),
});

/** The writing side: on SQLite the one connection that may write. */
export function writerOptions(where: Where, entities: Entities): DataSourceOptions {
  const shared = { ...common(where), entities: entities as never, migrations, migrationsTableName: 'migration' };
  if (where.databaseUrl) {
    const extra = { ...POOL, min: 1 }; // who looks whether a server is open on the database finds it, however idle
    return { ...shared, type: 'postgres', url: where.databaseUrl, applicationName: 'tsudoi', extra };
  }
  return {
    ...shared,
    type: 'better-sqlite3',
    database: where.sqliteFile,
    timeout: BOOT_PATIENCE_MS,
    prepareDatabase: prepareWriter,
  };
}

/**
 * The reading side: it never sees uncommitted rows, and a write through it fails.
 * @param url another server that follows the primary
 */
export function readerOptions(where: Where, entities: Entities, url = where.databaseUrl): DataSourceOptions {
  const shared = { ...common(where), entities: entities as never };
  if (url) {
    const patience = url === where.databaseUrl ? CONNECTING_MS : REPLICA_MS;
    const options = '-c default_transaction_read_only=on';
    const extra = { ...POOL, connectionTimeoutMillis: patience, options };
    return { ...shared, type: 'postgres', url, applicationName: 'tsudoi-reader', extra };
  }
  return {
    ...shared,
    type: 'better-sqlite3',
    database: where.sqliteFile,
    readonly: true,
    fileMustExist: true,
    prepareDatabase: keepPrepared,
  };
}

/**
 * A transaction takes the write lock when it begins: one that read first and then wanted to write would fail, whatever its
 * patience, if another process had written in between. `Database` tries again where the lock is not to be had.
 */
function prepareWriter(connection: SqliteConnection): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  keepPrepared(connection);
  const prepare = connection.prepare.bind(connection);
  connection.prepare = ((sql: string) => prepare(sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : sql)) as never;
}

/** Letters: what we ask in one page or booking. Longer are only lists of hundreds of ids, and hardly twice the same. */
const LONGEST_KEPT = 10_000;

/** Statements stay prepared for the life of the connection: TypeORM forgets them with each of its query runners. */
function keepPrepared(connection: SqliteConnection): void {
  const kept = remember<Statement>(500, LONGEST_KEPT);
  const prepare = connection.prepare.bind(connection);
  connection.prepare = ((sql: string) => kept(sql, () => prepare(sql))) as never;
}

/** The database is not there, or not for us. */
export class CannotOpen extends Error {
  constructor(options: DataSourceOptions, cause: unknown) {
    const what = options.type === 'postgres' ? `at ${new URL(options.url!).host}` : String(options.database);
    const { message, code } = cause as { message?: string; code?: string };
    super(`Cannot open the database ${what}: ${message || code}`, { cause });
  }
}

/**
 * TypeORM writes numbers into the text of SQLite's statements, so that each id makes a statement of its own, to be prepared
 * anew. Bound, it stays one: as bigints, since better-sqlite3 binds numbers as floating point.
 */
function bindNumbers({ driver }: DataSource): void {
  const escape = driver.escapeQueryWithParameters.bind(driver);
  const bound = (value: unknown): unknown => (Number.isSafeInteger(value) ? BigInt(value as number) : value);
  driver.escapeQueryWithParameters = (sql, parameters, ...rest) =>
    escape(sql, Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, bound(value)])), ...rest);
}

async function open(options: DataSourceOptions): Promise<DataSource> {
  const source = new DataSource(options);
  if (options.type === 'better-sqlite3') bindNumbers(source);
  return source.initialize().catch((cause: unknown) => {
    throw new CannotOpen(options, cause);
  });
}

/** Opens the database and brings its schema up to date; from then on sealed text can be read. @throws CannotOpen */
export async function openWriter(where: Where, entities: Entities): Promise<DataSource> {
  const source = await open(writerOptions(where, entities));
  try {
    await (where.databaseUrl ? migratePostgres(source, where) : migrateSqlite(source, where));
    return source;
  } catch (error) {
    await source.destroy(); // open connections would keep a process that cannot start
    throw error;
  }
}

/** Processes that start at the same time migrate one after the other: the second finds nothing to do. */
async function migratePostgres(source: DataSource, where: Where): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.query(`SELECT pg_advisory_lock(hashtextextended('tsudoi:migrations', 0))`);
    await source.runMigrations({ transaction: 'each' });
    await takeDataKeys(source.manager, where.dataKeys);
  } finally {
    await runner.query(`SELECT pg_advisory_unlock(hashtextextended('tsudoi:migrations', 0))`);
    await runner.release();
  }
}

/** The same by the write lock, held from looking what is due to the end. Foreign keys can only be let go outside of it. */
async function migrateSqlite(source: DataSource, where: Where): Promise<void> {
  await source.query('PRAGMA foreign_keys = OFF');
  await source.query('BEGIN IMMEDIATE');
  try {
    await source.runMigrations({ transaction: 'none' });
    await takeDataKeys(source.manager, where.dataKeys);
    await source.query('COMMIT');
  } catch (error) {
    await source.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
  await source.query('PRAGMA foreign_keys = ON');
  await source.query(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
}

/** @throws CannotOpen */
export async function openReader(where: Where, entities: Entities, url?: string): Promise<DataSource> {
  return open(readerOptions(where, entities, url));
}
