/** Tells the column types; each app of the tests is given a database of its own (databases.ts). */
process.env.DATABASE_URL = process.env.TEST_POSTGRES_URL;
delete process.env.DATABASE_READER_URL;
