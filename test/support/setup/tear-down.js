import { rmSync } from 'node:fs';

export default async function tearDown() {
  await globalThis.stopPostgres?.();
  if (process.env.TEST_DATABASES) rmSync(process.env.TEST_DATABASES, { recursive: true, force: true });
}
