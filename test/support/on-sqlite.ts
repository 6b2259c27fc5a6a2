delete process.env.DATABASE_URL;
delete process.env.DATABASE_READER_URL;
