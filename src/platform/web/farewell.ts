import cluster from 'node:cluster';
import { setTimeout as pause } from 'node:timers/promises';

const [CLOSED, BYE] = ['tsudoi.closed', 'tsudoi.bye'];
const PATIENCE_MS = 2000;

/** In the process that leads: answers those that have closed their port. */
export function answerFarewells(): void {
  cluster.on('message', (worker, message) => {
    if (message === CLOSED && worker.isConnected()) worker.send(BYE);
  });
}

/**
 * In a process that has closed its port, before it ends. The one that leads may have sent a last connection on its way: such a one
 * is given back, and served by another, as long as this process reads. Once the answer is here, nothing comes any more.
 */
export async function farewell(): Promise<void> {
  if (!cluster.isWorker || !process.connected) return;
  const answered = new Promise<void>((resolve) => {
    process.on('message', (message) => message === BYE && resolve());
  });
  process.send!(CLOSED);
  await Promise.race([answered, pause(PATIENCE_MS)]);
}
