import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';

const ASK = 'tsudoi:metrics';
const PATIENCE_MS = 5000;

interface Answer {
  kind: typeof ASK;
  nr: number;
  text: string;
}

let asked = 0;
let listening: AggregatorRegistry<never> | undefined;

/** The figures of this process; where several serve as one, those of all of them, by way of the one that leads them. */
export async function allMetrics(registry: Registry): Promise<string> {
  if (!cluster.isWorker) return registry.metrics();
  const nr = (asked += 1);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => end(() => reject(new Error('the leading process gives no figures'))), PATIENCE_MS);
    const hear = (message: Answer): void => {
      if (message?.kind === ASK && message.nr === nr) end(() => resolve(message.text));
    };
    const end = (settle: () => void): void => {
      clearTimeout(late);
      process.off('message', hear);
      settle();
    };
    process.on('message', hear);
    process.send!({ kind: ASK, nr });
  });
}

/** In each process that serves, as soon as it is there: the leading one asks all, and waits for those that do not answer. */
export function hearMetrics(): void {
  listening ??= new AggregatorRegistry();
  AggregatorRegistry.setRegistries([]);
}

/** What the leading process is told when it asks. */
export function share(registry: Registry): void {
  if (listening) AggregatorRegistry.setRegistries([registry]);
}

/** In the leading process: answers those that ask. */
export function answerMetrics(): void {
  const all = new AggregatorRegistry();
  cluster.on('message', (worker, message: Partial<Answer>) => {
    if (message?.kind !== ASK) return;
    const answer = (text: string): unknown => worker.isConnected() && worker.send({ ...message, text });
    all.clusterMetrics().then(answer, (error: unknown) => answer(`# ${String(error)}\n`));
  });
}
