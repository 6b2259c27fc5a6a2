import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/bookings.module.js';
import { ChildcareModule } from '../childcare/childcare.module.js';
import { TrainingModule } from '../training/training.module.js';
import { VenuesModule } from '../venues/venues.module.js';
import { FreeToday } from './free-today.js';
import { LandingController } from './landing.controller.js';
import { LanguageController } from './language.controller.js';
import { ManageController } from './manage.controller.js';
import { ManageOverview } from './manage.overview.js';
import { MeController } from './me.controller.js';
import { NoticesController } from './notices.controller.js';
import { Places } from './places.js';

@Module({
  imports: [VenuesModule, ChildcareModule, BookingsModule, TrainingModule],
  controllers: [LandingController, NoticesController, LanguageController, ManageController, MeController],
  providers: [Places, FreeToday, ManageOverview],
})
export class HomeModule {}
