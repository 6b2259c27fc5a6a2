import { Module } from '@nestjs/common';
import { VenuesModule } from '../venues/venues.module.js';

@Module({
  imports: [VenuesModule],
})
export class ChildcareModule {}
