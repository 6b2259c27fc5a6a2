import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { entities } from './entities.js';
import { writerOptions } from './platform/database/data-source.js';
import { readSettings } from './platform/settings.js';

/** The database of the settings, for TypeORM's command line (`npm run migration:…`). */
export default new DataSource({
  ...writerOptions(readSettings(process.env), entities),
  logger: 'simple-console',
  logging: ['schema', 'migration', 'error'],
});
