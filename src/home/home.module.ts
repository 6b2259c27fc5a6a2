import { Module } from '@nestjs/common';
import { LandingController } from './landing.controller.js';
import { LanguageController } from './language.controller.js';
import { ManageController } from './manage.controller.js';
import { ManageOverview } from './manage.overview.js';
import { NoticesController } from './notices.controller.js';
import { Places } from './places.js';

@Module({
  controllers: [LandingController, NoticesController, LanguageController, ManageController],
  providers: [Places, ManageOverview],
})
export class HomeModule {}
