import { randomInt } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import session from '@fastify/session';
import { fastifyStatic } from '@fastify/static';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ASSETS } from './platform/assets/manifest.js';
import { Database } from './platform/database/database.js';
import { installationSecret } from './platform/database/secrets.js';
import type { LogLines } from './platform/sight/log-lines.js';
import { Metrics } from './platform/sight/metrics.js';
import { observeRequests } from './platform/sight/request-log.js';
import type { Settings } from './platform/settings.js';
import { engine, registerPartials, VIEWS } from './platform/views/handlebars.js';
import { rememberRequest } from './platform/web/request-origin.js';
import { readYourWrites } from './platform/web/read-your-writes.js';
import { addHeaders } from './platform/web/headers.js';
import { SESSION_HOURS, SessionStore } from './platform/web/session-store.js';
import { Leaving } from './platform/web/leaving.js';
import { answerUnreadable, readableAddress } from './platform/web/unreadable.js';

const FONTS = join(dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-jp')), 'files');
const KEEP = { immutable: true, maxAge: '1y' } as const;

export function adapterFor(settings: Settings): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: settings.trustProxy ?? false,
    // As long as a request line can be: what is no id is not found, where the router alone would answer 414 without a page.
    routerOptions: { maxParamLength: 16_384 },
    rewriteUrl: (request: IncomingMessage) => readableAddress(request.url ?? '/'),
    clientErrorHandler: answerUnreadable,
    genReqId: requestNames(),
    return503OnClosing: false, // who was let in is answered, until the last
    ...patienceWith(settings.slowClientSeconds),
  });
}

/** Eight letters, short enough to be read out: none twice in four thousand million, and neighbours do not look alike. */
function requestNames(): () => string {
  let last = randomInt(2 ** 32);
  return () => (last = (last + 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
}

/** A client that dawdles holds a connection, and nobody else's. Between two requests a connection is kept for those behind a proxy. */
function patienceWith(seconds: number): object {
  const [headers, whole] = [seconds * 1000, 3 * seconds * 1000];
  return {
    requestTimeout: whole,
    keepAliveTimeout: 72_000,
    http: { headersTimeout: headers, connectionsCheckingInterval: Math.min(headers, 5000) },
  };
}

/** Everything between the wire and the rooms. The same for the server and for tests. */
export async function setUp(app: NestFastifyApplication, settings: Settings, lines?: LogLines): Promise<void> {
  const https = settings.publicUrl.startsWith('https:');
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onSend', app.get(Leaving).tell);
  observeRequests(server, app.get(Metrics), lines);
  if (settings.databaseReaderUrl)
    readYourWrites(server, app.get(Database), { lagSeconds: settings.readerLagSeconds, https });
  const secret = settings.sessionSecret ?? (await installationSecret(app.get(Database), 'session'));

  addHeaders(server, https);
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], globalDecompression: false });
  await app.register(cookie, { parseOptions: { secure: https, httpOnly: true, sameSite: 'lax', path: '/' } });
  await app.register(session, {
    secret,
    store: app.get(SessionStore) as never,
    // With this prefix no other host of the domain, and nobody on an open line, can put one in its place.
    cookieName: https ? '__Host-session' : 'session',
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: https, maxAge: SESSION_HOURS * 3600 * 1000 },
    saveUninitialized: false,
    rolling: false,
  });
  server.addHook('preHandler', rememberRequest);
  await app.register(multipart, { limits: { fileSize: 8_000_000, files: 1, fields: 50, fieldSize: 10_000 } });
  await app.register(fastifyStatic, { root: ASSETS, prefix: '/assets/', ...KEEP });
  await app.register(fastifyStatic, { root: FONTS, prefix: '/assets/fonts/', decorateReply: false, ...KEEP });

  registerPartials();
  app.setViewEngine({
    engine: { handlebars: engine },
    root: VIEWS,
    layout: 'layouts/main.hbs',
    production: true,
    maxCache: 500,
  } as never);
}
