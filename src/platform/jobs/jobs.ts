import { Injectable } from '@nestjs/common';
import type { Job } from './job.js';

/** The work that the system does by itself. */
@Injectable()
export class Jobs {
  private readonly registered = new Map<string, Job>();

  /** Called once at boot, in `onModuleInit` of the room that the job belongs to. */
  register(job: Job): void {
    if (this.registered.has(job.name)) throw new Error(`two jobs are called ${job.name}`);
    this.registered.set(job.name, job);
  }
}
