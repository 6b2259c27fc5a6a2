import { Module } from '@nestjs/common';
import { LandingController } from './landing.controller.js';
import { LanguageController } from './language.controller.js';
import { NoticesController } from './notices.controller.js';
import { Places } from './places.js';

@Module({ controllers: [LandingController, NoticesController, LanguageController], providers: [Places] })
export class HomeModule {}
