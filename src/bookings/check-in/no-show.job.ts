import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../../platform/jobs/jobs.js';
import { NoShows } from './no-shows.service.js';

@Injectable()
export class NoShowJob implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly noShows: NoShows,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'bookings.no_shows',
      schedule: { every: 'minutes', minutes: 1 },
      catchUp: 'latest',
      repeatable: true,
      run: async () => void (await this.noShows.sweep()),
    });
  }
}
