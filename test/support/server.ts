import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../../src/platform/project-root.js';

export interface Ending {
  code: number | null;
  signal: string | null;
  /** All that it printed. */
  output: string;
}

/** The server as a process of its own, as `npm start` runs it after the build. */
export class ServerProcess {
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<Ending>;

  constructor(settings: Record<string, string | undefined>) {
    const { PATH, HOME } = process.env;
    this.child = spawn(process.execPath, [join(projectRoot, 'dist/src/main.js')], {
      cwd: projectRoot,
      env: { PATH, HOME, PORT: '0', HOST: '127.0.0.1', ...settings },
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.ended = once(this.child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as string | null,
      output: this.output,
    }));
  }

  /** Waits until it is open. @returns its address. @throws Error with what it printed, when it ends instead. */
  async opened(): Promise<string> {
    const [, port] = await this.said(/http:\/\/localhost:(\d+)/, 90_000);
    return `http://127.0.0.1:${port}`;
  }

  /** Waits until it has printed this. @throws Error with what it printed, when it does not in time. */
  async said(pattern: RegExp, patienceMs = 30_000): Promise<RegExpExecArray> {
    for (let waited = 0; waited < patienceMs; waited += 50) {
      const found = pattern.exec(this.output);
      if (found) return found;
      if (this.child.exitCode !== null) break;
      await pause(50);
    }
    throw new Error(`the server did not say ${pattern}:\n${this.output}`);
  }

  signal(signal: 'SIGHUP'): void {
    this.child.kill(signal);
  }

  async end(): Promise<Ending> {
    return this.ended;
  }

  /** Asks it to end, and waits until it has. */
  async stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' = 'SIGTERM'): Promise<Ending> {
    this.child.kill(signal);
    return this.ended;
  }
}
