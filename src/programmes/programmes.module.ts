import { Module } from '@nestjs/common';
import { CitiesController } from './cities/cities.controller.js';
import { Cities } from './cities/cities.js';
import { ProgrammePages } from './contract/programme-pages.js';
import { ProgrammesController } from './contract/programmes.controller.js';
import { Programmes } from './contract/programmes.js';
import { EntriesController } from './entries/entries.controller.js';
import { Entries } from './entries/entries.js';
import { HandEntries } from './entries/hand-indicators.js';
import { ScheduleController } from './schedule/schedule.controller.js';
import { TaskRemovalController } from './schedule/task-removal.controller.js';
import { Tasks } from './schedule/tasks.js';
import { TargetFigures } from './targets/target-figures.js';
import { TargetPages } from './targets/target-pages.js';
import { TargetsController } from './targets/targets.controller.js';
import { Targets } from './targets/targets.js';

@Module({
  controllers: [
    ProgrammesController,
    TargetsController,
    EntriesController,
    ScheduleController,
    TaskRemovalController,
    CitiesController,
  ],
  providers: [Programmes, ProgrammePages, TargetFigures, TargetPages, Targets, Entries, HandEntries, Tasks, Cities],
  exports: [TargetFigures],
})
export class ProgrammesModule {}
