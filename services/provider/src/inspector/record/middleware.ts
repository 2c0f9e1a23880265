import { stopwatch } from '@kazasu/server/clock';
import { readBounded } from '@kazasu/server/http';
import { randomId } from '@kazasu/server/random';
import type { MiddlewareHandler } from 'hono';
import type { Answered, Exchange, Message } from './exchange.ts';
import type { Recorder } from './recorder.ts';
import { matchRoute, type Route } from './route.ts';

/** Octets of a body that are looked at; the routes refuse longer ones. */
const BODY_MAX = 64 * 1024;

export interface RecordingDeps {
  readonly basePath: string;
  readonly routes: readonly Route[];
  readonly now: () => number;
  readonly recorder: Recorder;
  /** Makes the exchange known to whatever happens within it. */
  readonly within: <T>(exchange: Exchange, work: () => Promise<T>) => Promise<T>;
  /** Address of the page about an exchange. */
  readonly pageOf: (exchange: Exchange) => string;
}

/** Listens to the routes of the table. The answer goes its way unchanged but for a link to the page about it where it refuses. */
export function recording(deps: RecordingDeps): MiddlewareHandler {
  return async (context, next) => {
    const exchange = exchangeOf(deps, context.req.raw);
    if (exchange === undefined) return next();
    const elapsed = stopwatch();
    const body = copyOf(context.req.raw);
    await deps.within(exchange, next);
    try {
      if (isProblem(context.res)) context.res.headers.set('Link', `<${deps.pageOf(exchange)}>; rel="help"`);
      const { res } = context;
      const answer = { headers: new Headers(res.headers), body: copyOf(res) };
      const durationMs = elapsed();
      deps.recorder.add(
        async () =>
          ({
            exchange,
            request: { headers: exchange.headers, body: await body },
            status: res.status,
            answer: { ...answer, body: await answer.body } satisfies Message,
            durationMs,
          }) satisfies Answered,
      );
    } catch {
      deps.recorder.lose('unreadable');
    }
    return undefined;
  };
}

/** A refusal that a program reads. */
function isProblem(response: Response): boolean {
  return response.status >= 400 && /^application\/json\b/.test(response.headers.get('content-type') ?? '');
}

function exchangeOf({ basePath, routes, now }: RecordingDeps, request: Request): Exchange | undefined {
  const url = new URL(request.url);
  const path = url.pathname.startsWith(`${basePath}/`) ? url.pathname.slice(basePath.length) : undefined;
  const matched = path === undefined ? undefined : matchRoute(routes, path);
  if (path === undefined || matched === undefined) return undefined;
  const headers = new Headers(request.headers);
  return {
    id: randomId(),
    matched,
    method: request.method,
    url,
    path: basePath + path,
    at: now(),
    headers,
    happened: [],
    leads: [],
  };
}

/** What the body says, read beside whoever else reads it; undefined for one that is too long or breaks off. Never rejects. */
async function copyOf(message: Request | Response): Promise<string | undefined> {
  try {
    if (message.body === null) return '';
    const octets = await readBounded(message.clone().body, BODY_MAX);
    return new TextDecoder().decode(octets);
  } catch {
    return undefined;
  }
}
