import { CityOfficer } from './cities/city-officer.entity.js';
import { City } from './cities/city.entity.js';
import { ProgrammeCourse } from './contract/programme-course.entity.js';
import { ProgrammeVenue } from './contract/programme-venue.entity.js';
import { Programme } from './contract/programme.entity.js';
import { ContractDocument, DocumentVersion } from './documents/contract-document.entity.js';
import { IndicatorEntry } from './entries/indicator-entry.entity.js';
import { Comment } from './comments/comment.entity.js';
import { ProgrammePayment } from './payments/payment.entity.js';
import { Task } from './schedule/task.entity.js';
import { ReportComment } from './reports/comments/report-comment.entity.js';
import { MonthlyReport } from './reports/monthly-report.entity.js';
import { ReportPicture } from './reports/report-picture.entity.js';
import { ReportVersion } from './reports/report-version.entity.js';
import { Target, TargetMilestone } from './targets/target.entity.js';

export const programmesEntities = [
  City,
  CityOfficer,
  Programme,
  ProgrammeVenue,
  ProgrammeCourse,
  Target,
  TargetMilestone,
  IndicatorEntry,
  Task,
  MonthlyReport,
  ReportVersion,
  ReportPicture,
  ReportComment,
  ContractDocument,
  DocumentVersion,
  Comment,
  ProgrammePayment,
];
