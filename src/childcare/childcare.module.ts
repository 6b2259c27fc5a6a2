import { Module } from '@nestjs/common';
import { VenuesModule } from '../venues/venues.module.js';
import { Children } from './children/children.js';
import { DueChildren } from './children/due-children.js';
import { CareBoards } from './places/care-board.js';
import { CareChances } from './places/care-chances.js';
import { CareFreeds } from './places/care-freed.js';
import { CarePlaceRows } from './places/care-place-rows.js';
import { CarePlaces } from './places/care-places.js';
import { CareRefusals } from './places/care-refusals.js';

@Module({
  imports: [VenuesModule],
  providers: [Children, DueChildren, CareBoards, CarePlaceRows, CareFreeds, CareRefusals, CarePlaces, CareChances],
  exports: [Children, CarePlaces, CareChances, CareFreeds],
})
export class ChildcareModule {}
