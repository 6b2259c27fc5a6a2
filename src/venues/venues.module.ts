import { Module } from '@nestjs/common';
import { Occupants } from './occupants.js';
import { Timetable } from './timetable.js';
import { VenueDays } from './venue-days.js';

@Module({
  providers: [Timetable, VenueDays, Occupants],
  exports: [Timetable, VenueDays, Occupants],
})
export class VenuesModule {}
