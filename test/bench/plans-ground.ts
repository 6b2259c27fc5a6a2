import Sqlite from 'better-sqlite3';
import pg from 'pg';

/** Tables that grow with the years: nobody may read them from end to end. */
export const GROWING = ['booking', 'booking_resource', 'occupancy'];

/** How a statement gets at a growing table. */
export interface Step {
  table: string;
  how: 'whole' | 'index' | 'index alone';
}

export interface Plan {
  steps: Step[];
  /** The same for two plans that go the same way. */
  shape: string;
}

/** A database of either kind, to be filled in bulk and asked how it finds things. */
export interface Ground {
  run(statement: string): Promise<void>;
  /** Takes away what would be looked at row by row while the growing tables are filled. @returns what brings it back */
  takeAway(): Promise<string[]>;
  /** Whatever its values are. */
  planOf(statement: string): Promise<Plan>;
  /** Of the growing tables, with their indexes. */
  sizes(): Promise<string>;
  /** From 0 up to `count`, as `nth`. */
  series(count: number): string;
  /** So many days before a date. */
  daysBefore(date: string, days: string): string;
  close(): Promise<void>;
}

const NAMES = GROWING.map((name) => `'${name}'`).join();

export async function postgresGround(databaseUrl: string): Promise<Ground> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const ask = async <T extends object>(statement: string): Promise<T[]> => (await client.query<T>(statement)).rows;
  await client.query(
    `SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET synchronous_commit = off`,
  );
  return {
    run: async (statement) => void (await client.query(statement)),
    takeAway: async () => {
      const exclusions = await ask<{ drop: string; back: string }>(
        `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS back
         FROM pg_constraint WHERE contype = 'x' AND conrelid::regclass::text IN (${NAMES})`,
      );
      for (const { drop } of exclusions) await client.query(drop);
      const indexes = await ask<{ name: string; back: string }>(
        `SELECT indexname AS name, indexdef AS back FROM pg_indexes WHERE tablename IN (${NAMES})
         AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
      );
      for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
      return [...indexes, ...exclusions].map(({ back }) => back);
    },
    planOf: async (statement) => {
      const asked = { text: `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${statement}`, queryMode: 'simple' };
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(asked as pg.QueryConfig);
      return planOfNode(rows[0]!['QUERY PLAN'][0].Plan);
    },
    sizes: async () => {
      const found = await ask<{ name: string; size: string }>(
        `SELECT relname AS name, pg_size_pretty(pg_total_relation_size(oid)) AS size FROM pg_class WHERE relname IN (${NAMES})`,
      );
      return found.map(({ name, size }) => `${name} ${size}`).join(', ');
    },
    series: (count) => `SELECT nth FROM generate_series(0::bigint, ${count - 1}) nth`,
    daysBefore: (date, days) => `to_char(date '${date}' - (${days})::int, 'YYYY-MM-DD')`,
    close: () => client.end(),
  };
}

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Node[];
}

function planOfNode(node: Node): Plan {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index } = node;
  const how = type === 'Seq Scan' ? 'whole' : type === 'Index Only Scan' ? 'index alone' : 'index';
  const below = (node.Plans ?? []).map(planOfNode);
  const own: Step[] = table && GROWING.includes(table) && /Scan/.test(type) ? [{ table, how }] : [];
  return {
    steps: [...own, ...below.flatMap(({ steps }) => steps)],
    shape: `${type} ${index ?? table ?? ''}(${below.map(({ shape }) => shape).join()})`,
  };
}

export function sqliteGround(file: string): Ground {
  const connection = new Sqlite(file);
  for (const pragma of ['synchronous = OFF', 'journal_mode = MEMORY', 'foreign_keys = OFF', 'cache_size = -500000'])
    connection.pragma(pragma);
  return {
    run: async (statement) => void connection.exec(statement),
    takeAway: async () => {
      const found = connection
        .prepare(
          `SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL
           AND tbl_name IN (${NAMES})`,
        )
        .all() as { type: string; name: string; sql: string }[];
      for (const { type, name } of found) connection.exec(`DROP ${type} "${name}"`);
      return found.toSorted((a, b) => a.type.localeCompare(b.type)).map(({ sql }) => sql);
    },
    planOf: async (statement) => {
      const bound = statement.replace(/\?|\$\d+/g, '1');
      const rows = connection.prepare(`EXPLAIN QUERY PLAN ${bound}`).all() as { detail: string }[];
      return {
        steps: rows.flatMap(({ detail }) => stepOf(detail, bound)),
        shape: rows.map((one) => one.detail).join(),
      };
    },
    sizes: async () => {
      const [pages] = connection.pragma('page_count') as [{ page_count: number }];
      const [size] = connection.pragma('page_size') as [{ page_size: number }];
      return `the file ${Math.round((pages.page_count * size.page_size) / 1e6)} MB`;
    },
    series: (count) =>
      `WITH RECURSIVE counted (nth) AS (SELECT 0 UNION ALL SELECT nth + 1 FROM counted WHERE nth + 1 < ${count}) SELECT nth FROM counted`,
    daysBefore: (date, days) => `date('${date}', -(${days}) || ' days')`,
    close: async () => void connection.close(),
  };
}

/** `SEARCH booking USING COVERING INDEX …`: what SQLite calls by its other name stands in the statement. */
function stepOf(detail: string, statement: string): Step[] {
  const [, verb, name] = /^(SCAN|SEARCH) (\S+)/.exec(detail) ?? [];
  if (!verb || !name) return [];
  const called = new RegExp(`"?(${GROWING.join('|')})"?\\s+(?:AS\\s+)?"?${name}"?\\b`, 'i').exec(statement)?.[1];
  const table = GROWING.includes(name) ? name : called?.toLowerCase();
  if (!table) return [];
  const alone = /USING (COVERING INDEX|INTEGER PRIMARY KEY)/.test(detail);
  return [{ table, how: verb === 'SCAN' ? 'whole' : alone ? 'index alone' : 'index' }];
}
