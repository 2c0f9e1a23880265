import { stopwatch } from '@kazasu/server/clock';
import { keepReadable, readBounded } from '@kazasu/server/http';
import { randomId } from '@kazasu/server/random';
import type { MiddlewareHandler } from 'hono';
import type { Answered, Exchange, Message } from './exchange.ts';
import type { Recorder } from './recorder.ts';
import { matchRoute, type Route } from './route.ts';

/** Octets of a body that are looked at; the routes refuse longer ones. */
const BODY_MAX = 64 * 1024;
/** After the answer, what has not come of a body is not waited for any longer. */
const BODY_MS = 1_000;

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
    keepReadable(context);
    const elapsed = stopwatch();
    const body = copyOf(context.req.raw);
    await deps.within(exchange, next);
    try {
      if (isProblem(context.res)) context.res.headers.set('Link', `<${deps.pageOf(exchange)}>; rel="help"`);
      const { res } = context;
      const answer = { headers: new Headers(res.headers), body: copyOf(res).ended() };
      const durationMs = elapsed();
      deps.recorder.add(
        async () =>
          ({
            exchange,
            request: { headers: exchange.headers, body: await body.ended() },
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

interface Copy {
  /** What the body says; undefined for one that is too long, breaks off, or does not end within `BODY_MS` from now. Never rejects. */
  ended(): Promise<string | undefined>;
}

/** Reads a body beside whoever else reads it, or does not. */
function copyOf(message: Request | Response): Copy {
  let late = false;
  const reader = readerOf(message);
  const read =
    reader === undefined
      ? Promise.resolve(undefined)
      : reader === null
        ? Promise.resolve('')
        : textOf(reader);
  return {
    ended: async () => {
      // Node hangs up on a sender whose body nobody wanted, and the stream is told nothing of it.
      const timer = setTimeout(() => {
        late = true;
        reader?.cancel().catch(() => {});
      }, BODY_MS);
      const text = await read;
      clearTimeout(timer);
      return late ? undefined : text;
    },
  };
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Null without a body, undefined where somebody has taken it. */
function readerOf(message: Request | Response): Reader | null | undefined {
  try {
    return message.body === null ? null : message.clone().body?.getReader();
  } catch {
    return undefined;
  }
}

async function textOf(reader: Reader): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await readBounded(chunksOf(reader), BODY_MAX));
  } catch {
    return undefined;
  }
}

async function* chunksOf(reader: Reader): AsyncGenerator<Uint8Array> {
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}
