import 'reflect-metadata';
import cluster from 'node:cluster';
import { readSettings, type Settings, SettingsError } from './platform/settings.js';

/** What is wrong with the settings is told at once: the house itself is loaded after them, which takes a second or two. */
function settingsOf(env: NodeJS.ProcessEnv): Settings | undefined {
  try {
    return readSettings(env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

const settings = settingsOf(process.env);
if (settings && settings.webConcurrency > 1 && cluster.isPrimary) {
  const { lead } = await import('./lead.js');
  await lead(settings);
} else if (settings) {
  const { hearMetrics } = await import('./platform/sight/all-metrics.js');
  if (cluster.isWorker) hearMetrics();
  const { serve } = await import('./serve.js');
  await serve(settings, !cluster.isWorker || Boolean(process.env.TSUDOI_FIRST));
}
