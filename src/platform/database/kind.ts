/** Which database this process speaks to. Fixed for the life of the process: column types depend on it. */
export type DatabaseKind = 'sqlite' | 'postgres';

export const databaseKind: DatabaseKind = process.env.DATABASE_URL ? 'postgres' : 'sqlite';
