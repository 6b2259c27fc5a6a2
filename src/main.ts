import 'reflect-metadata';
import cluster from 'node:cluster';
import { lead } from './lead.js';
import { hearMetrics } from './platform/sight/all-metrics.js';
import { serve } from './serve.js';

if (cluster.isWorker) hearMetrics();
const several = Number(process.env.WEB_CONCURRENCY) > 1 && cluster.isPrimary;
await (several ? lead(process.env) : serve(process.env));
