import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Ticks, ticks } from '../clock/index.ts';
import type { DirectHandler, Forwarding } from '../http/index.ts';
import type { Log } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';
import {
  type Admission,
  type AdmissionOptions,
  createAdmission,
  type Ticket,
  type Urgency,
} from './admission.ts';
import { isLong, whenArrived } from './arrival.ts';
import { lineFrom, neighbourhood, widerLine } from './line.ts';
import { openPause, type Pause } from './pause.ts';
import { type RateLimitOptions, rateLimit } from './rate-limit.ts';
import { type Limit, openRefusals, type Refusals } from './refusals.ts';
import { type LimitSettings, PER_ADDRESS } from './settings.ts';

/** What a service says of a request, by method, address and headers alone. */
export interface Asked {
  readonly urgency: Urgency;
  /** The client for whom it is asked, where that is known to be registered: all that is asked for it shares one share. Others have one for each line. */
  readonly clientId?: string | undefined;
  /** Milliseconds after which this client may be asked for again; 0 or absent where it may now. */
  readonly waitMs?: number | undefined;
  /** Neither counted nor held up. */
  readonly free?: boolean | undefined;
}

export interface RefusedAs {
  readonly status: 429 | 503;
  readonly limit: Limit;
  /** Seconds. */
  readonly retryAfter: number;
}

/** What a service adds to the door before it. */
export interface DoorRules {
  /** Below a microsecond: everybody pays it. */
  classify(request: IncomingMessage): Asked;
  /** How often an address may ask where the operator does not say; {@link PER_ADDRESS} when not given. */
  readonly perAddress?: RateLimitOptions;
  /** The answer in the shape of who asked; the status and `Retry-After` are added. */
  answer(
    request: IncomingMessage,
    refused: RefusedAs,
  ): { readonly headers: Readonly<Record<string, string>>; readonly body: string | Uint8Array };
  /** Gets what counts the refusals that the service makes by itself. */
  hear?(count: Refusals['count']): void;
}

export interface DoorOptions {
  readonly settings: LimitSettings;
  readonly rules?: Partial<DoorRules> | undefined;
  /** What the service behind it goes by too. */
  readonly forwarding: Forwarding;
  readonly metrics?: Pick<Metrics, 'counter' | 'gauge' | 'total'> | undefined;
  readonly log: Log;
  readonly crowded?: () => boolean;
  readonly ticks?: Ticks;
}

export interface Door {
  readonly handle: DirectHandler;
  readonly admission: Admission;
  readonly refusals: Refusals;
  close(): void;
}

/** Lines that are remembered; some 100 octets each. */
const LINES_MOST = 50_000;

/**
 * Stands before a service on the bare socket: whoever is refused costs no more than the parsing of their headers. In order: how often its
 * line asks; how often it is asked for its client; whether its body is here, or there is room to wait for it; whether there is room. Then `next` has it.
 */
export function openDoor(options: DoorOptions, next: DirectHandler | undefined): Door {
  const { settings, rules = {}, metrics, log, ticks: now = ticks } = options;
  const { overload, pauseMs } = settings;
  const perAddress = settings.perAddress ?? rules.perAddress ?? PER_ADDRESS;
  const classify = rules.classify ?? (() => SOMETHING);
  const lineOf = lineFrom(options.forwarding);
  const lines = rateLimit({ ...perAddress, most: LINES_MOST, wider: widerLine, ticks: now });
  const admission = createAdmission({ ...overload, ...(options.crowded && { crowded: options.crowded }) });
  const arriving = createAdmission(arrivingOf(overload));
  const refusals = openRefusals({ metrics, log, ticks: now });
  rules.hear?.(refusals.count);
  const pause = openPause(pauseMs);
  measure(metrics, admission);
  const refuse = refuser({ rules, refusals, pause });

  const handle: DirectHandler = (request, response, handOver) => {
    const { urgency, clientId, waitMs = 0, free } = classify(request);
    const enter = () => (next ? next(request, response, handOver) : handOver());
    if (free === true) return enter();
    const line = lineOf(request);
    const early = lines.take(line);
    if (early > 0) return refuse(request, response, { limit: 'address', waitMs: early, clientId });
    if (waitMs > 0) return refuse(request, response, { limit: 'client', waitMs, clientId });
    const turnAway = (limit: Limit) => refuse(request, response, { limit, waitMs: BUSY_MS, clientId });
    // The work is done when the answer is there; whoever reads it slowly holds a connection, and nobody's place.
    const keep = ({ done }: Ticket) => {
      response.once('prefinish', done);
      response.once('close', done);
    };
    const admit = () => {
      const whose =
        clientId === undefined
          ? { flow: line, neighbours: neighbourhood(line) }
          : { flow: `client ${clientId}` };
      keep(admission.ask({ ...whose, line, urgency }, enter, turnAway));
    };
    whenArrived(request, (arrival) => {
      if (arrival === 'whole') return admit();
      const ticket = arriving.ask({ flow: neighbourhood(line), line, urgency: 'goes-on' }, admit, turnAway);
      request.once('end', ticket.done);
      keep(ticket);
    });
  };
  return {
    handle,
    admission,
    refusals,
    close: () => {
      admission.close();
      arriving.close();
      pause.close();
      refusals.close();
    },
  };
}

/** Of the places, so many times fewer for requests whose body is longer than is buffered: all of it is waited for inside. */
const ARRIVING_PART = 1 / 8;

/** Bodies that come slowly and are longer than that keep one another waiting, a neighbourhood being one of them, and nobody else. */
function arrivingOf(overload: LimitSettings['overload']): AdmissionOptions {
  const part = (places: number) => Math.max(1, Math.floor(places * ARRIVING_PART));
  return { ...overload, least: part(overload.least), most: part(overload.most) };
}

const SOMETHING: Asked = { urgency: 'goes-on' };
/** Told where nobody knows when there will be room: long enough for others to be served meanwhile. */
const BUSY_MS = 2_000;

interface Refusing {
  readonly limit: Limit;
  readonly waitMs: number;
  readonly clientId: string | undefined;
}

function refuser({
  rules,
  refusals,
  pause,
}: {
  readonly rules: Partial<DoorRules>;
  readonly refusals: Refusals;
  readonly pause: Pause;
}) {
  const answerOf = rules.answer ?? (() => PLAIN);
  return (
    request: IncomingMessage,
    response: ServerResponse,
    { limit, waitMs, clientId }: Refusing,
  ): void => {
    refusals.count(limit, clientId);
    pause.later((held) => {
      if (response.destroyed || response.headersSent) return;
      const retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
      const status = limit === 'overload' ? 503 : 429;
      const { headers, body } = answerOf(request, { status, limit, retryAfter });
      // Whoever could not be made to wait, or sends much, begins with a new connection.
      if (!held || isLong(request)) response.shouldKeepAlive = false;
      response.writeHead(status, {
        'Cache-Control': 'no-store',
        ...headers,
        'Retry-After': String(retryAfter),
        'Content-Length': Buffer.byteLength(body),
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  };
}

const PLAIN = {
  headers: { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff' },
  body: JSON.stringify({ error: 'too_many_requests' }),
};

function measure(metrics: DoorOptions['metrics'], admission: Admission): void {
  metrics?.gauge('admission_window', 'Requests that may be worked on at once', {}, () => admission.window);
  metrics?.gauge(
    'admission_part',
    'Requests of one client or address that may be worked on at once',
    {},
    () => admission.part,
  );
  metrics?.gauge('admission_in_flight', 'Requests worked on', {}, () => admission.inFlight);
  metrics?.gauge('admission_waiting', 'Requests that wait for their turn', {}, () => admission.waiting);
}
