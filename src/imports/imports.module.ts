import { Module } from '@nestjs/common';
import { VenuesModule } from '../venues/venues.module.js';
import { ImportClearing } from './clearing.js';
import { ImportKinds } from './import-kinds.js';
import { ImportRuns } from './import-runs.js';
import { ImportState } from './import-state.js';
import { ImportController } from './import.controller.js';
import { ImportsController } from './imports.controller.js';
import { Imports } from './imports.service.js';
import { MembersKind } from './members.kind.js';
import { ResourcesKind } from './resources.kind.js';

@Module({
  imports: [VenuesModule],
  controllers: [ImportsController, ImportController],
  providers: [MembersKind, ResourcesKind, ImportKinds, ImportState, ImportRuns, Imports, ImportClearing],
})
export class ImportsModule {}
