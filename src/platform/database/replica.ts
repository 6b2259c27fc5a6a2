import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';

/** How long one that is away is left alone before somebody looks again. */
const AGAIN_MS = 5_000;

type Connection = [client: { query(statement: string): Promise<unknown> }, release: (broken?: boolean) => void];
interface Driver {
  obtainMasterConnection(): Promise<Connection>;
}

/**
 * Another server that follows the primary. Where it is away, be it from the start, what would have been read from it is read
 * from the primary: who notices first is given a connection there, those after her are not sent to it. It is looked for again
 * every few seconds, beside the requests.
 */
export class Replica implements OnApplicationShutdown {
  private readonly log = new Logger(Replica.name);
  private source?: DataSource;
  private connect!: Driver['obtainMasterConnection'];
  private awaySince?: number;

  /** @param open gives a new data source that is connected, or throws @param primary reads there instead */
  private constructor(
    private readonly open: () => Promise<DataSource>,
    private readonly primary: DataSource,
  ) {}

  static async follow(open: () => Promise<DataSource>, primary: DataSource): Promise<Replica> {
    const replica = new Replica(open, primary);
    await replica.look();
    return replica;
  }

  get isAway(): boolean {
    return this.awaySince !== undefined;
  }

  get manager(): EntityManager {
    if (!this.isAway) return this.source!.manager;
    if (performance.now() - this.awaySince! > AGAIN_MS) {
      this.awaySince = performance.now();
      void this.look();
    }
    return this.primary.manager;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.source?.destroy();
  }

  private async look(): Promise<void> {
    try {
      this.source ??= this.watched(await this.open());
      const [client, release] = await this.connect();
      await client.query('SELECT 1').finally(release);
    } catch (error) {
      this.miss(error);
      return;
    }
    if (this.isAway) this.log.warn('the replica is back');
    this.awaySince = undefined;
  }

  /** Whoever finds it away has a connection to the primary in her hand. */
  private watched(source: DataSource): DataSource {
    const driver = source.driver as unknown as Driver;
    this.connect = driver.obtainMasterConnection.bind(driver);
    driver.obtainMasterConnection = () =>
      this.connect().catch((error: unknown) => {
        this.miss(error);
        return (this.primary.driver as unknown as Driver).obtainMasterConnection();
      });
    return source;
  }

  private miss(error: unknown): void {
    if (!this.isAway) this.log.error(`the replica is away, its readers go to the primary: ${(error as Error).message}`);
    this.awaySince = performance.now();
  }
}
