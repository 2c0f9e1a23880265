/** The HTTP application (RFC 3161 section 3.4): its routes, and how a refusal is answered. */
import { existsSync } from 'node:fs';
import { toPem } from '@kazasu/bytes';
import { refuseTimestamp, type TimestampFailure } from '@kazasu/pki/issue';
import {
  apiHeaders,
  bearerToken,
  HttpError,
  type HttpErrorCode,
  pageHeaders,
  readBytes,
  requestLog,
  requestMetrics,
  serveFolder,
} from '@kazasu/server/http';
import { sameText } from '@kazasu/server/keys';
import { codeOf } from '@kazasu/server/log';
import { mountStatus, type StatusSource } from '@kazasu/server/status';
import type { Tracer } from '@kazasu/server/trace';
import { assetsFolder, statusPage } from '@kazasu/ui';
import { requestLanguage } from '@kazasu/ui/text';
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { MEDIA, PATHS, REQUEST_OCTETS_MAX } from './api.ts';
import { currentCrl } from './crl/index.ts';
import type { TimestampDeps } from './deps.ts';
import type { Root } from './root/index.ts';
import { createStamper } from './token/index.ts';
import type { Units } from './unit/index.ts';

/** What the service is called on pages. */
export const NAMES = { ja: 'タイムスタンプサービス', en: 'Time-stamp service' } as const;

/** Requests that are answered at the same time; further ones are told to come again. */
const UNDER_WAY_MAX = 256;

/** All routes of the service. */
export function createApp(
  deps: TimestampDeps,
  {
    root,
    units,
    tracer,
    status,
  }: {
    readonly root: Root;
    readonly units: Units;
    readonly tracer?: Tracer | undefined;
    readonly status: StatusSource;
  },
): Hono {
  const app = new Hono();
  app.use(requestLog(deps.log), requestMetrics(deps.metrics));
  if (tracer) app.use(tracer.middleware);
  mountOperators(app, deps, status);
  app.use(apiHeaders());
  app.get(PATHS.health, (context) => context.json({ status: 'ok' }));
  mountTimestamp(app, deps, root, units);
  mountTrust(app, deps, root, units);
  mountMetrics(app, deps);
  app.notFound((context) => context.json({ error: 'not_found' }, 404));
  app.onError((error, context) => refuse(context, deps, error));
  return app;
}

function mountTimestamp(app: Hono, deps: TimestampDeps, root: Root, units: Units): void {
  const stamp = createStamper(deps, root, units);
  const answers = deps.metrics.counter('answers_total', 'Answers to requests for time-stamps', ['result']);
  let underWay = 0;
  app.post(PATHS.timestamp, async (context) => {
    if (underWay >= UNDER_WAY_MAX) return busy(context);
    underWay += 1;
    try {
      const request = await readBytes(context.req.raw, MEDIA.query, REQUEST_OCTETS_MAX);
      const stamped = await stamp(request);
      answers.inc({ result: 'failure' in stamped ? stamped.failure : 'granted' });
      return 'failure' in stamped
        ? reply(context, refuseTimestamp(stamped.failure), statusOf(stamped.failure))
        : reply(context, stamped.reply, 200);
    } finally {
      underWay -= 1;
    }
  });
}

/** What is our own fault is told to the transport too, so that a client that knows nothing of failures tries again. */
function statusOf(failure: TimestampFailure): ContentfulStatusCode {
  return failure === 'systemFailure' || failure === 'timeNotAvailable' ? 503 : 200;
}

/** Seconds: a failover takes about as long. */
const AWHILE = '10';

function reply(context: Context, body: Uint8Array<ArrayBuffer>, status: ContentfulStatusCode): Response {
  const later = status === 503 && { 'Retry-After': AWHILE };
  return context.body(body, status, { 'Content-Type': MEDIA.reply, ...later });
}

function busy(context: Context): Response {
  return context.json({ error: 'unavailable' }, 503, { 'Retry-After': '1' });
}

function mountTrust(app: Hono, deps: TimestampDeps, root: Root, units: Units): void {
  const send = (context: Context, body: Uint8Array | string, type: string) =>
    context.body(typeof body === 'string' ? body : Uint8Array.from(body), 200, { 'Content-Type': type });
  app.get(PATHS.anchor, (context) => send(context, root.certificate, MEDIA.certificate));
  app.get(PATHS.chain, async (context) => {
    const { certificate } = await units.at(Math.floor(deps.clock.now()));
    const pem = [certificate, root.certificate].map((one) => toPem('CERTIFICATE', one)).join('');
    return send(context, pem, MEDIA.chain);
  });
  app.get(PATHS.crl, async (context) => send(context, await currentCrl(deps, root), MEDIA.crl));
}

/** Before the headers of answers to programs, which would forbid the page its style. */
function mountOperators(app: Hono, { config }: TimestampDeps, source: StatusSource): void {
  const { adminToken } = config;
  if (adminToken === undefined) return;
  if (existsSync(assetsFolder)) app.get('/ui/*', pageHeaders(), serveFolder(assetsFolder, '/ui'));
  mountStatus(app, {
    source,
    adminToken,
    page: (status, request) => String(statusPage(status, requestLanguage(request), NAMES)),
  });
}

function mountMetrics(app: Hono, { config, metrics }: TimestampDeps): void {
  const { adminToken } = config;
  if (adminToken === undefined) return;
  app.get(PATHS.metrics, async (context) => {
    const given = bearerToken(context.req.raw);
    if (given === undefined || !sameText(given, adminToken))
      return context.json({ error: 'unauthorized' }, 401);
    return context.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType });
  });
}

const READING: { readonly [code in HttpErrorCode]: ContentfulStatusCode } = {
  'http/media-type': 415,
  'http/too-large': 413,
  'http/malformed': 400,
};

function refuse(context: Context, { log }: TimestampDeps, error: unknown): Response {
  if (error instanceof HttpError) return context.json({ error: error.code }, READING[error.code]);
  log.error('request.failed', { code: codeOf(error) });
  return context.json({ error: 'unavailable' }, 503, { 'Retry-After': AWHILE });
}
