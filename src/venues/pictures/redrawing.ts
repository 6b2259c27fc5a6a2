import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { ResourcePicture } from '../resource-picture.entity.js';
import { readPicture } from './picture.policy.js';
import { redrawn } from './redraw.js';

/** Every night: pictures from before they were drawn anew are, so that none says where and when it was taken. */
@Injectable()
export class Redrawing implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'venues.redraw',
      schedule: { every: 'day', at: '03:35' },
      catchUp: 'latest',
      repeatable: true,
      run: () => this.run(),
    });
  }

  /** One at a time, drawn outside of the transaction. @throws Error naming those that cannot be drawn: somebody takes them down */
  async run(): Promise<void> {
    const { reader } = this.database;
    const left = await reader.find(ResourcePicture, { select: { id: true }, where: { redrawn: false } });
    const broken: number[] = [];
    for (const { id } of left) if (!(await this.redraw(id))) broken.push(id);
    if (broken.length > 0) throw new Error(`Pictures of resources that cannot be drawn: ${broken.join(', ')}.`);
  }

  private async redraw(id: number): Promise<boolean> {
    const where = { id, redrawn: false };
    const picture = await this.database.reader.findOne(ResourcePicture, { select: { id: true, content: true }, where });
    if (!picture) return true;
    const read = readPicture(picture.content);
    if (typeof read === 'string') return false;
    const anew = await redrawn(picture.content, read).catch(() => undefined);
    if (!anew) return false;
    const { content, facts } = anew;
    await this.database.transaction((tx) => tx.update(ResourcePicture, where, { ...facts, content, redrawn: true }));
    return true;
  }
}
