import { Module } from '@nestjs/common';
import { LandingController } from './landing.controller.js';
import { LanguageController } from './language.controller.js';

@Module({ controllers: [LandingController, LanguageController] })
export class HomeModule {}
