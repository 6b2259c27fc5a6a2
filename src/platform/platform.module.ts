import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { AuditChain } from './audit/audit-chain.js';
import { Audit } from './audit/audit.js';
import { Exports } from './audit/exports.js';
import { Backups } from './backup/backups.js';
import { CalendarFeeds } from './calendar/calendar-feeds.js';
import { OwnEvents } from './calendar/own-events.js';
import { Clock } from './clock.js';
import { HealthController } from './health/health.controller.js';
import { ReadinessCheck } from './health/readiness.js';
import { JobAlarm } from './jobs/job-alarm.js';
import { Failures } from './jobs/failures.js';
import { JobList } from './jobs/job-list.js';
import { Indicators } from './indicators/indicators.js';
import { JobRuns } from './jobs/job-runs.js';
import { JobsController } from './jobs/jobs.controller.js';
import { ClockCheck } from './jobs/clock-check.js';
import { Jobs } from './jobs/jobs.js';
import { StandingJobs } from './jobs/standing-jobs.js';
import { Resealing } from './crypto/resealing.js';
import { Mailer } from './mail/mailer.js';
import { MailsController } from './mail/mails.controller.js';
import { Outbox } from './mail/outbox.js';
import { Postman } from './mail/postman.js';
import { Reach } from './reach/reach.js';
import { PersonalData } from './personal-data/personal-data.js';
import { RetentionController } from './personal-data/retention.controller.js';
import { Retention } from './personal-data/retention.js';
import { SETTINGS, type Settings } from './settings.js';
import { MetricsController } from './sight/metrics.controller.js';
import { Metrics } from './sight/metrics.js';
import { AccessGuard } from './web/access.js';
import { formPipe } from './web/form-problems.js';
import { Leaving } from './web/leaving.js';
import { OriginGuard } from './web/origin.guard.js';
import { PageContext } from './web/page-context.js';
import { RateGuard } from './web/rates/rate.guard.js';
import { Rates } from './web/rates/rates.js';
import { SessionStore } from './web/session-store.js';
import { WebFilter } from './web/web.filter.js';

/** What all rooms stand on: the clock, the guards, the filter, the form pipe, the audit trail, mail, jobs and health. */
@Global()
@Module({
  imports: [
    ScheduleModule.forRootAsync({ inject: [SETTINGS], useFactory: ({ timers }: Settings) => ({ intervals: timers }) }),
  ],
  controllers: [HealthController, MetricsController, MailsController, JobsController, RetentionController],
  providers: [
    Clock,
    Audit,
    Exports,
    AuditChain,
    Resealing,
    PersonalData,
    Retention,
    Mailer,
    Postman,
    Outbox,
    CalendarFeeds,
    OwnEvents,
    Indicators,
    Reach,
    Jobs,
    ClockCheck,
    JobRuns,
    JobAlarm,
    JobList,
    Failures,
    StandingJobs,
    Backups,
    Metrics,
    Leaving,
    ReadinessCheck,
    SessionStore,
    Rates,
    { provide: APP_GUARD, useClass: OriginGuard },
    { provide: APP_GUARD, useClass: RateGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: PageContext },
    { provide: APP_PIPE, useFactory: formPipe },
    { provide: APP_FILTER, useClass: WebFilter },
  ],
  exports: [
    Clock,
    Audit,
    Exports,
    PersonalData,
    Backups,
    Mailer,
    Outbox,
    Failures,
    CalendarFeeds,
    OwnEvents,
    Retention,
    Indicators,
    Jobs,
    ClockCheck,
    Reach,
    SessionStore,
  ],
})
export class PlatformModule {}
