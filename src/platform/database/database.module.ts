import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../settings.js';
import { type Entities, openReader, openWriter, readerOptions, writerOptions } from './data-source.js';
import { Database } from './database.js';
import { Replica } from './replica.js';

/** The writer opens first and migrates, so that the reader finds the file and its tables. */
@Module({})
export class DatabaseModule {
  static forRoot(settings: Settings, entities: Entities): DynamicModule {
    const opened = openWriter(settings, entities);
    opened.catch(() => undefined); // told by the factory below
    const { databaseReaderUrl } = settings;
    const replica = {
      provide: Replica,
      inject: [getDataSourceToken('reader')],
      useFactory: (primary: DataSource) =>
        databaseReaderUrl && Replica.follow(() => openReader(settings, entities, databaseReaderUrl), primary),
    };
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          name: 'writer',
          useFactory: () => ({ ...writerOptions(settings, entities), retryAttempts: 1 }),
          dataSourceFactory: () => opened,
        }),
        TypeOrmModule.forRootAsync({
          name: 'reader',
          useFactory: () => ({ ...readerOptions(settings, entities), retryAttempts: 1 }),
          dataSourceFactory: () => opened.then(() => openReader(settings, entities)),
        }),
      ],
      providers: [replica, Database, { provide: SETTINGS, useValue: settings }],
      exports: [Database, SETTINGS],
    };
  }
}
