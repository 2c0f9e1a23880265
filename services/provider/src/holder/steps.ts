import {
  apiHeaders,
  bearerToken,
  createPace,
  HttpError,
  isFromNetwork,
  networkOf,
  type Pace,
  remoteAddress,
} from '@kazasu/server/http';
import { hashToken } from '@kazasu/server/keys';
import type { Context, Hono } from 'hono';
import type { HolderProblem, HolderProblemCode } from '../api/holder.ts';
import type { ProviderDeps } from '../deps.ts';
import { onlyThePhone } from '../interaction/app-origin.ts';
import { HOLDER_STATUS, HolderRefusal } from './holder-problem.ts';

/** Undefined is answered with 204. */
type Take = (request: Request) => Promise<object | undefined>;

export interface Steps {
  readonly step: (path: string, take: Take) => void;
}

/**
 * Whoever is there without an account makes us store, judge and ask. So many requests of one address are answered at once, and then ten
 * a second: a carrier's customers share addresses, so it bounds work and is no lock.
 */
const PACE = { burst: 120, everyMs: 100, most: 10_000 };

/** All `POST`, for the app's origin, each answered with JSON, with nothing, or with a problem. */
export function holderSteps(app: Hono, deps: ProviderDeps): Steps {
  const pace = createPace({ clock: deps.clock, ...PACE });
  const asker = askers(deps);
  const answers = deps.metrics.counter('holder_answers_total', 'Answers to the app’s account', [
    'step',
    'result',
  ]);
  return {
    step: (path, take) => {
      const whole = deps.config.basePath + path;
      app.use(whole, apiHeaders(), onlyThePhone(deps.config.phoneOrigin));
      const count = (result: string) => answers.inc({ step: path, result });
      app.post(whole, (context) =>
        answer(context, { deps, unhurried: () => unhurried(pace, asker(context)), count }, take),
      );
    },
  };
}

/** Only the hash of a token is kept; what has no token at all is answered as an unknown one. */
export function tokenHashOf(request: Request, otherwise: HolderProblemCode): string {
  const token = bearerToken(request);
  if (token === undefined) throw new HolderRefusal(otherwise);
  return hashToken(token);
}

interface Answering {
  readonly deps: ProviderDeps;
  /** Throws where the asker comes too fast. */
  readonly unhurried: () => void;
  readonly count: (result: 'ok' | HolderProblemCode) => void;
}

async function answer(
  context: Context,
  { deps, unhurried, count }: Answering,
  take: Take,
): Promise<Response> {
  try {
    unhurried();
    const taken = await take(context.req.raw);
    count('ok');
    return taken === undefined ? context.body(null, 204) : context.json(taken);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    const { code, retryAfterMs } = refusal;
    count(code);
    deps.log.info('holder.refused', { code });
    if (retryAfterMs > 0) context.header('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
    const problem: HolderProblem = { error: code };
    return context.json(problem, error instanceof HttpError ? error.status : HOLDER_STATUS[code]);
  }
}

/** What all are counted under whose address cannot be read: no way around the pace. */
const UNKNOWN = 'unknown';

/** Whom a request is counted for; undefined for calls inside one process, where nobody hurries. The operator is told once of proxies that write no address. */
function askers({ forwarding, log }: ProviderDeps): (context: Context) => string | undefined {
  let told = false;
  return (context) => {
    if (!isFromNetwork(context)) return undefined;
    const address = remoteAddress(context, forwarding);
    if (address !== undefined) return lineOf(address);
    if (!told && forwarding.proxies > 0) log.warn('proxy.no-address');
    told ||= forwarding.proxies > 0;
    return UNKNOWN;
  };
}

function unhurried(pace: Pace, asker: string | undefined): void {
  const waitMs = asker === undefined ? 0 : pace.take(asker);
  if (waitMs > 0) throw new HolderRefusal('too_many_requests', waitMs);
}

/** One customer has IPv6 addresses without end, but one network of them. */
function lineOf(address: string): string {
  return (address.includes(':') ? networkOf(address) : undefined) ?? address;
}

function refusalOf(error: unknown): HolderRefusal | undefined {
  if (error instanceof HolderRefusal) return error;
  return error instanceof HttpError ? new HolderRefusal('request_invalid') : undefined;
}
