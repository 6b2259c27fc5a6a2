import { z } from 'zod';
import { ADDRESS_KINDS, type AddressKind } from './audit/address.policy.js';

/** Addresses, networks or their names; never simply all of them, nor how many there are: a count tells no proxy from a stranger. */
const PROXIES = /^(?:(?:loopback|linklocal|uniquelocal|[\da-f.:]*[.:][\da-f.:]*(?:\/\d{1,3})?)(?:\s*,\s*(?!$)|$))+$/i;
const PROXIES_HINT = 'addresses or networks of the proxies, such as loopback or 10.0.0.0/8';

/** What the environment may say. Checked once at boot; each wrong value is named with what would be right. */
const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_READER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SQLITE_FILE: z.string().min(1).default('data/tsudoi.sqlite'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('つどい <no-reply@tsudoi.example>'),
  MAIL_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  SESSION_SECRET: z.string().min(32).optional(),
  DATA_KEY: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .pipe(z.array(z.string().min(32)))
    .optional(),
  SECOND_FACTOR_DAYS: z.union([z.literal('off'), z.coerce.number().int().min(0).max(365)]).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  RATE_LIMITS: z.enum(['remote', 'on', 'off']).default('remote'),
  TRUST_PROXY: z.string().regex(PROXIES, PROXIES_HINT).optional(),
  AUDIT_ADDRESS: z.enum(ADDRESS_KINDS).default('coarse'),
  SEED: z.enum(['demo', 'reference', 'none']).optional(),
  BACKUP_DIR: z.string().min(1).optional(),
  PG_BIN: z.string().min(1).optional(),
  LOG: z.enum(['json', 'text']).optional(),
  SLOW_STATEMENT_MS: z.coerce.number().int().min(1).default(500),
  METRICS_TOKEN: z.string().min(16).optional(),
  SLOW_CLIENT_SECONDS: z.coerce.number().int().min(1).max(600).default(20),
  DRAIN_SECONDS: z.coerce.number().min(0).max(300).optional(),
  WEB_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(1),
  READER_LAG_SECONDS: z.coerce.number().int().min(1).max(600).default(5),
});

export interface Settings {
  production: boolean;
  port: number;
  host: string;
  /** PostgreSQL, when set; otherwise the embedded SQLite file. */
  databaseUrl?: string;
  databaseReaderUrl?: string;
  sqliteFile: string;
  /** Without it mails stay in the outbox, readable at /manage/mail. */
  smtpUrl?: string;
  mailFrom: string;
  /** How long the outbox keeps what was sent. */
  mailDays: number;
  /** Signs session cookies. Without it (never in production) one is kept in the database. */
  sessionSecret?: string;
  /** Seal what is told about children's health, and second factors. The first seals, all open; kept like sessionSecret. */
  dataKeys?: readonly string[];
  /** Days that staff has to set up a second factor; nothing: nobody has to. 14 in production unless set. */
  secondFactorDays?: number;
  /** The address that mails link to, without a slash at the end. */
  publicUrl: string;
  /** Proxies whose X-Forwarded-* headers count, as Fastify's trustProxy takes it. None unless set. */
  trustProxy?: string;
  /** Whom the limits of requests hold for: `remote` leaves out this machine itself (benches, a proxy that is not named). */
  rateLimits: 'remote' | 'on' | 'off';
  /** How much of a network address the audit trail keeps. */
  auditAddress: AddressKind;
  seed: 'demo' | 'reference' | 'none';
  /** Where a backup goes each night. None is taken unless set. */
  backupDir?: string;
  /** The folder of pg_dump and pg_restore. On the PATH unless set. */
  pgBin?: string;
  /** `json`: a line for each request and each mishap, for a machine. `text`: mishaps alone, for a person. */
  log: 'json' | 'text';
  /** A statement that takes longer is told. */
  slowStatementMs: number;
  /** Opens /metrics. Without it only this machine itself may read them. */
  metricsToken?: string;
  /** So long may a client take for the headers of a request, and three times as long for all of it. */
  slowClientSeconds: number;
  /** How long a process that was told to end goes on answering, until everybody asks another one. */
  drainSeconds: number;
  /** How many processes serve side by side, on PostgreSQL. */
  webConcurrency: number;
  /** For how long after a change its author reads from the primary: a replica may be as far behind. */
  readerLagSeconds: number;
  /** Whether jobs start by themselves when they are due. In tests time is told, not waited for. */
  timers: boolean;
}

export class SettingsError extends Error {}

/** Reads the settings. @throws SettingsError with one line for each value that is wrong. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const production = given.NODE_ENV === 'production';
  if (production && !given.SESSION_SECRET) wrong.push('SESSION_SECRET: required in production, at least 32 characters');
  if (production && !given.DATA_KEY) wrong.push('DATA_KEY: required in production, at least 32 characters');
  if (production && !given.PUBLIC_URL)
    wrong.push('PUBLIC_URL: required in production, such as https://tsudoi.example.jp');
  if (production && given.SEED === 'demo') wrong.push('SEED: demo accounts have a known password, never in production');
  if (given.DATABASE_READER_URL && !given.DATABASE_URL) wrong.push('DATABASE_READER_URL: only beside DATABASE_URL');
  if (Number(given.WEB_CONCURRENCY) > 1 && !given.DATABASE_URL)
    wrong.push('WEB_CONCURRENCY: SQLite serves one process. Several need PostgreSQL (DATABASE_URL)');
  if (!parsed.success || wrong.length > 0) {
    throw new SettingsError(`Tsudoi cannot start. Please mend these settings:\n  ${wrong.join('\n  ')}`);
  }
  const value = parsed.data;
  return {
    production,
    port: value.PORT,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL,
    databaseReaderUrl: value.DATABASE_READER_URL,
    sqliteFile: value.SQLITE_FILE,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    mailDays: value.MAIL_DAYS,
    sessionSecret: value.SESSION_SECRET,
    dataKeys: value.DATA_KEY,
    secondFactorDays: secondFactorDays(value.SECOND_FACTOR_DAYS ?? (production ? 14 : 'off')),
    publicUrl: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/$/, ''),
    trustProxy: value.TRUST_PROXY,
    rateLimits: value.RATE_LIMITS,
    auditAddress: value.AUDIT_ADDRESS,
    seed: value.SEED ?? (production ? 'reference' : 'demo'),
    backupDir: value.BACKUP_DIR,
    pgBin: value.PG_BIN,
    log: value.LOG ?? (production ? 'json' : 'text'),
    slowStatementMs: value.SLOW_STATEMENT_MS,
    metricsToken: value.METRICS_TOKEN,
    slowClientSeconds: value.SLOW_CLIENT_SECONDS,
    drainSeconds: value.DRAIN_SECONDS ?? (production ? 5 : 0),
    webConcurrency: value.WEB_CONCURRENCY,
    readerLagSeconds: value.READER_LAG_SECONDS,
    timers: value.NODE_ENV !== 'test',
  };
}

const secondFactorDays = (given: number | 'off'): number | undefined => (given === 'off' ? undefined : given);

/** Injection token of the settings that this process runs with. */
export const SETTINGS = Symbol('Settings');
