import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SETTINGS, type Settings } from '../settings.js';
import { type Entities, openReader, openWriter, readerOptions, writerOptions } from './data-source.js';
import { Database } from './database.js';

/** The writer opens first and migrates, so that the reader finds the file and its tables. */
@Module({})
export class DatabaseModule {
  static forRoot(settings: Settings, entities: Entities): DynamicModule {
    const opened = openWriter(settings, entities);
    opened.catch(() => undefined); // told by the factory below
    const { databaseReaderUrl: replica } = settings;
    const replicas = replica
      ? [
          TypeOrmModule.forRootAsync({
            name: 'replica',
            useFactory: () => ({ ...readerOptions(settings, entities, replica), retryAttempts: 1 }),
            dataSourceFactory: () => opened.then(() => openReader(settings, entities, replica)),
          }),
        ]
      : [];
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
        ...replicas,
      ],
      providers: [Database, { provide: SETTINGS, useValue: settings }],
      exports: [Database, SETTINGS],
    };
  }
}
