import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { SETTINGS, type Settings } from '../settings.js';
import type { Moment } from '../time.js';
import type { Viewer } from '../web/viewer.js';
import { ClockCheck } from './clock-check.js';
import { JobAlarm } from './job-alarm.js';
import type { JobRun } from './job-run.entity.js';
import { JobRuns } from './job-runs.js';
import type { Job } from './job.js';
import { dueTimes, isSchedule } from './jobs.policy.js';
import { CALM_MINUTES, Pulse } from './pulse.js';

/** Schedules count in minutes; twice as often keeps the wait short. */
const TICK = 30_000;
/** Who has not finished by then has crashed, unless the job says otherwise. */
const LONGEST_MINUTES = 60;

/**
 * The work that the system does by itself. A due time belongs to whoever writes its row of `job_run` first, so each runs
 * once across processes and restarts. Jobs do not wait for one another; due times of one job run in order.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private readonly registered = new Map<string, Job>();
  private readonly atWork = new Map<Job, Promise<void>>();
  private readonly byHand = new Set<Promise<void>>();
  private leaving = false;
  private readonly pulse = new Pulse();

  constructor(
    private readonly runs: JobRuns,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly alarm: JobAlarm,
    private readonly clockCheck: ClockCheck,
  ) {}

  /** Called once at boot, in `onModuleInit` of the room that the job belongs to. @throws Error for a schedule that cannot come due. */
  register(job: Job): void {
    if (this.registered.has(job.name)) throw new Error(`two jobs are called ${job.name}`);
    if (!isSchedule(job.schedule)) throw new Error(`job ${job.name}: no such schedule`);
    this.registered.set(job.name, job);
  }

  /** By name. */
  all(): Job[] {
    return [...this.registered.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  }

  onApplicationBootstrap(): void {
    if (this.settings.timers) void this.tickWhenRight();
  }

  /** Twice a minute, unless the clock has just leapt: what a job does early, such as giving a place free, nothing undoes. */
  @Interval('jobs.beat', TICK)
  async beat(): Promise<void> {
    const leap = this.pulse.leapAt(this.clock.now().epochMilliseconds, performance.now());
    if (leap) this.log.error(`the clock leapt by ${leap} minutes: jobs wait until it has stood for ${CALM_MINUTES}`);
    if (this.pulse.isCalm(performance.now())) await this.tickWhenRight();
  }

  /** Nothing is done by a clock that stands before what was written already. */
  private async tickWhenRight(): Promise<void> {
    const isRight = await this.clockCheck.look().catch(() => true); // a database that is away is told by each job
    if (isRight) await this.tick();
  }

  /** Runs what is due and was not run. Never throws: a job that fails is noted, and its next due time runs all the same. */
  async tick(): Promise<void> {
    await Promise.all([...this.registered.values()].map((job) => this.look(job)));
  }

  /**
   * Begins a run for this moment, whatever the schedule says, and does not wait for its end. What is overdue is run first.
   * @throws Refused not found; `platform.job_running` where a run is under way, here or in another process
   */
  async runNow(viewer: Pick<Viewer, 'id'>, name: string): Promise<void> {
    const job = this.registered.get(name);
    if (!job) throw notFound();
    await this.look(job);
    const run = await this.runs.beginByHand(name, viewer.id, job.minutesAtMost ?? LONGEST_MINUTES);
    const work = this.work(job, run).finally(() => this.byHand.delete(work));
    this.byHand.add(work);
  }

  /** What is under way is finished; no further run begins. */
  async beforeApplicationShutdown(): Promise<void> {
    this.leaving = true;
    await Promise.all([...this.atWork.values(), ...this.byHand]);
  }

  /** One look at a time: a run that takes longer than a tick is left alone. */
  private look(job: Job): Promise<void> {
    const underWay = this.atWork.get(job);
    if (underWay) return underWay;
    const look = this.runWhatIsDue(job).finally(() => this.atWork.delete(job));
    this.atWork.set(job, look);
    return look;
  }

  private async runWhatIsDue(job: Job): Promise<void> {
    try {
      await this.mend(job);
      await this.catchUp(job);
    } catch (error) {
      this.log.error(`${job.name} could not be looked after`, error instanceof Error ? error.stack : error);
    }
  }

  /** What a crash cut off. */
  private async mend(job: Job): Promise<void> {
    for (const run of await this.runs.abandoned(job.name, job.minutesAtMost ?? LONGEST_MINUTES)) {
      if (!job.repeatable) await this.fail(run, 'interrupted');
      else await this.work(job, await this.runs.takeOver(run));
    }
  }

  private async catchUp(job: Job): Promise<void> {
    for (const dueAt of await this.dueTimesOf(job)) {
      if (this.leaving) return;
      await this.work(job, await this.runs.begin(job.name, dueAt));
    }
  }

  private async dueTimesOf(job: Job): Promise<Moment[]> {
    const due = dueTimes(job.schedule, await this.runs.doneUpTo(job.name), this.clock.now());
    return job.catchUp === 'each' ? due : due.slice(-1);
  }

  private async work(job: Job, run: JobRun | undefined): Promise<void> {
    if (!run) return;
    try {
      await job.run(run.dueAt);
    } catch (error) {
      this.log.error(`${job.name} failed`, error instanceof Error ? error.stack : error);
      return this.fail(run, error ?? 'failed');
    }
    await this.safely(run, () => this.runs.finish(run));
  }

  private async fail(run: JobRun, error: unknown): Promise<void> {
    await this.safely(run, () => this.runs.finish(run, error));
    await this.safely(run, () => this.alarm.tell(run));
  }

  /** What cannot be noted is at least logged; other due times go on. */
  private async safely(run: JobRun, note: () => Promise<void>): Promise<void> {
    try {
      await note();
    } catch (error) {
      this.log.error(`${run.name}: its end could not be noted`, error instanceof Error ? error.stack : error);
    }
  }
}
