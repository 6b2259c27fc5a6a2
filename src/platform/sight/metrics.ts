import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Database } from '../database/database.js';
import { fromSql, type Raw } from '../database/columns.js';
import { statementsSent } from '../database/statement-log.js';
import type { Moment } from '../time.js';

export interface RequestFacts {
  method: string;
  route: string;
  status: number;
  /** Milliseconds, to a tenth. */
  ms: number;
}

/** Seconds. A page is to take a tenth of one at most. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What this process does, in figures that Prometheus reads. Nothing about anybody. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'tsudoi_request_seconds',
    help: 'Requests and how long they took, by the pattern of their route',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [this.registry],
  });

  constructor(private readonly database: Database) {
    const { registry } = this;
    registry.registerMetric(
      new Counter({
        name: 'tsudoi_sql_statements_total',
        help: 'SQL statements sent',
        registers: [],
        collect() {
          this.reset();
          this.inc(statementsSent.count);
        },
      }),
    );
    registry.registerMetric(
      new Gauge({
        name: 'tsudoi_writers_waiting',
        help: 'Use cases that wait for the one writer of SQLite',
        registers: [],
        collect() {
          this.set(database.waiting);
        },
      }),
    );
    registry.registerMetric(this.outbox());
    registry.registerMetric(this.jobs());
  }

  request({ method, route, status, ms }: RequestFacts): void {
    this.requests.observe({ method, route, status }, ms / 1000);
  }

  /** Of Node itself: memory, processor, the lag of the event loop. Once a process. */
  watchNode(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Read when somebody asks, as below: the same for all processes, so that the greatest stands for all of them. */
  private outbox(): Gauge {
    const { database } = this;
    return new Gauge({
      name: 'tsudoi_outbox_mails',
      help: 'Mails that wait, and mails that were given up',
      labelNames: ['state'],
      registers: [],
      aggregator: 'max',
      async collect() {
        const [row] = await database.reader.query<{ waiting: number | string; failed: number | string }[]>(
          `SELECT COUNT(CASE WHEN failed_at IS NULL THEN 1 END) AS waiting, COUNT(failed_at) AS failed
           FROM outbox_mail WHERE sent_at IS NULL`,
        );
        this.set({ state: 'waiting' }, Number(row!.waiting));
        this.set({ state: 'failed' }, Number(row!.failed));
      },
    });
  }

  private jobs(): Gauge {
    const { database } = this;
    return new Gauge({
      name: 'tsudoi_job_last_start_seconds',
      help: 'When a run of the job with this outcome last began, in seconds since 1970',
      labelNames: ['job', 'outcome'],
      registers: [],
      aggregator: 'max',
      async collect() {
        const rows = await database.reader.query<Raw<{ name: string; outcome: string; at: Moment }>[]>(
          `SELECT name, outcome, MAX(started_at) AS at FROM job_run WHERE outcome <> 'first_seen' GROUP BY name, outcome`,
        );
        for (const { name, outcome, at } of rows)
          this.set({ job: name, outcome }, Math.round(fromSql(at).epochMilliseconds / 1000));
      },
    });
  }
}
