import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { BookingsModule } from './bookings/bookings.module.js';
import { ChildcareModule } from './childcare/childcare.module.js';
import { entities } from './entities.js';
import { HomeModule } from './home/home.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { PlatformModule } from './platform/platform.module.js';
import type { Settings } from './platform/settings.js';
import { ProgrammesModule } from './programmes/programmes.module.js';
import { ReportsModule } from './programmes/reports/reports.module.js';
import { TrainingModule } from './training/training.module.js';
import { VenuesModule } from './venues/venues.module.js';

/** The list of rooms, in the order of the stream: each may know those before it. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot(settings, entities),
        PlatformModule,
        AccountsModule,
        VenuesModule,
        ImportsModule,
        ChildcareModule,
        BookingsModule,
        TrainingModule,
        ProgrammesModule,
        ReportsModule,
        HomeModule,
      ],
    };
  }
}
