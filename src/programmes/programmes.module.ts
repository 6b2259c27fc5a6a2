import { ProgrammeRecords } from './personal-data/programme-records.js';
import { Module } from '@nestjs/common';
import { CitiesController } from './cities/cities.controller.js';
import { Cities } from './cities/cities.js';
import { CommentsController } from './comments/comments.controller.js';
import { Comments } from './comments/comments.js';
import { OfficerReach } from './contract/officer-reach.js';
import { ProgrammePages } from './contract/programme-pages.js';
import { ProgrammesController } from './contract/programmes.controller.js';
import { Programmes } from './contract/programmes.js';
import { DocumentPages } from './documents/document-pages.js';
import { DocumentReminders } from './documents/document-reminders.js';
import { DocumentSheets } from './documents/document-sheets.js';
import { DocumentStepsController } from './documents/document-steps.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { Documents } from './documents/documents.js';
import { DueController } from './due/due.controller.js';
import { EntriesController } from './entries/entries.controller.js';
import { TrainingModule } from '../training/training.module.js';
import { Entries } from './entries/entries.js';
import { HandEntries } from './entries/hand-indicators.js';
import { PaymentPages } from './payments/payment-pages.js';
import { PaymentStepsController } from './payments/payment-steps.controller.js';
import { ProgrammePaymentsController } from './payments/payments.controller.js';
import { Payments } from './payments/payments.js';
import { ProgrammePost } from './post/programme-post.js';
import { ScheduleController } from './schedule/schedule.controller.js';
import { TaskRemovalController } from './schedule/task-removal.controller.js';
import { Tasks } from './schedule/tasks.js';
import { PromisedTrainings } from './targets/promised-trainings.js';
import { TargetFigures } from './targets/target-figures.js';
import { TargetPages } from './targets/target-pages.js';
import { TargetWithdrawalController } from './targets/target-withdrawal.controller.js';
import { TargetsController } from './targets/targets.controller.js';
import { Targets } from './targets/targets.js';

@Module({
  imports: [TrainingModule],
  controllers: [
    DueController,
    ProgrammesController,
    CommentsController,
    TargetsController,
    TargetWithdrawalController,
    EntriesController,
    ScheduleController,
    TaskRemovalController,
    CitiesController,
    DocumentsController,
    DocumentStepsController,
    ProgrammePaymentsController,
    PaymentStepsController,
  ],
  providers: [
    ProgrammeRecords,
    Programmes,
    ProgrammePages,
    OfficerReach,
    Comments,
    TargetFigures,
    TargetPages,
    PromisedTrainings,
    Targets,
    Entries,
    HandEntries,
    Tasks,
    Cities,
    ProgrammePost,
    Documents,
    DocumentPages,
    DocumentSheets,
    DocumentReminders,
    Payments,
    PaymentPages,
  ],
  exports: [ProgrammePost, TargetFigures],
})
export class ProgrammesModule {}
