import { Module } from '@nestjs/common';
import { BookingsModule } from '../../bookings/bookings.module.js';
import { ChildcareModule } from '../../childcare/childcare.module.js';
import { TrainingModule } from '../../training/training.module.js';
import { ProgrammesModule } from '../programmes.module.js';
import { AttendanceFixes } from './attendance-fixes.js';
import { ReportCommentsController } from './comments/report-comments.controller.js';
import { ReportComments } from './comments/report-comments.js';
import { Compiling } from './compiling.js';
import { ReportContents } from './report-contents.js';
import { MonthFigures } from './report-figures.js';
import { ReportPdf } from './report-pdf.js';
import { ReportPicturesController } from './report-pictures.controller.js';
import { ReportPictures } from './report-pictures.js';
import { ReportPost } from './report-post.js';
import { ReportReading } from './report-reading.js';
import { ReportFilesController } from './report-files.controller.js';
import { ReportStepsController } from './report-steps.controller.js';
import { ReportsController } from './reports.controller.js';
import { Reports } from './reports.js';

/** Monthly reports of programmes. */
@Module({
  imports: [BookingsModule, ChildcareModule, TrainingModule, ProgrammesModule],
  controllers: [
    ReportFilesController,
    ReportsController,
    ReportPicturesController,
    ReportStepsController,
    ReportCommentsController,
  ],
  providers: [
    AttendanceFixes,
    MonthFigures,
    ReportContents,
    ReportPdf,
    ReportPictures,
    ReportPost,
    Reports,
    ReportComments,
    ReportReading,
    Compiling,
  ],
  exports: [Compiling],
})
export class ReportsModule {}
