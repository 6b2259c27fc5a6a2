import { Module } from '@nestjs/common';
import { VenuesModule } from '../venues/venues.module.js';
import { Children } from './children/children.js';
import { DueChildren } from './children/due-children.js';

@Module({
  imports: [VenuesModule],
  providers: [Children, DueChildren],
  exports: [Children],
})
export class ChildcareModule {}
