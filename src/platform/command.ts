import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What is typed at a terminal, `npm run retention -- --dry-run`. */
export interface Command {
  /** As it is to be typed: `npm run restore -- <backup> [--force]`. */
  usage: string;
  /** How many words it takes, at least and at most. None unless said. */
  words?: readonly [least: number, most: number];
  flags?: readonly string[];
  run(typed: Typed): Promise<void>;
}

export interface Typed {
  words: readonly string[];
  flags: ReadonlySet<string>;
  env: Record<string, string | undefined>;
  say(line: string): void;
}

/** What was typed is not as `usage` says. */
export class WronglyTyped extends Error {}

/**
 * Does what was typed. A flag that there is not is refused and nothing done: `--dryrun` must not be a run.
 * @returns the exit code; why not stands in a line on the error output
 */
export async function obey(
  { usage, words: [least, most] = [0, 0], flags: known = [], run }: Command,
  typed: readonly string[],
  env: Typed['env'],
  terminal: Pick<Console, 'log' | 'error'> = console,
): Promise<0 | 1> {
  const flags = typed.filter((word) => word.startsWith('--'));
  const words = typed.filter((word) => !word.startsWith('--'));
  try {
    if (words.length < least || words.length > most || flags.some((flag) => !known.includes(flag)))
      throw new WronglyTyped();
    await run({ words, flags: new Set(flags), env, say: (line) => terminal.log(line) });
    return 0;
  } catch (error) {
    terminal.error(error instanceof WronglyTyped ? `Usage: ${usage}` : (error as Error).message);
    return 1;
  }
}

/** Called by the module of a command with itself: obeys where that module is what was started, not where it was imported. */
export async function whenStarted({ url }: Pick<ImportMeta, 'url'>, command: Command): Promise<void> {
  const [, started, ...typed] = process.argv;
  if (!started || realpathSync(started) !== fileURLToPath(url)) return;
  process.exitCode = await obey(command, typed, process.env);
}
