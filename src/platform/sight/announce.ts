import type { Settings } from '../settings.js';

/** Tells whoever started the house what she should know, in the form of its log. */
export function announce({ log }: Pick<Settings, 'log'>): (message: string) => unknown {
  return (message) =>
    process.stdout.write(`${log === 'json' ? JSON.stringify({ level: 'info', message }) : message}\n`);
}
