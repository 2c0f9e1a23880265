import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '@kazasu/server/clock';
import { stopwatch } from '@kazasu/server/clock';
import { ConfigError } from '@kazasu/server/config';
import type { Log } from '@kazasu/server/log';
import type { Metrics } from '@kazasu/server/metrics';
import type { Store } from '@kazasu/server/store';
import type { MiddlewareHandler } from 'hono';
import type { AssertionCheck } from '../client-authentication/index.ts';
import type { ProviderConfig } from '../config.ts';
import type { AcceptedProof, AcceptedSignature, RefusedProof } from '../proof/index.ts';
import { shownPath } from './mask/address.ts';
import { fieldsOf, WAITING } from './mask/index.ts';
import { keyOf } from './record/correlate.ts';
import { type Begun, type Exchange, HAPPENED_MAX, type Happened } from './record/exchange.ts';
import type { Lane } from './record/lane.ts';
import { recording } from './record/middleware.ts';
import { Recorder } from './record/recorder.ts';
import { routesOf } from './record/route.ts';
import { openFlow, writer } from './record/write.ts';

/** What the other rooms may tell of the request under way. Everything is masked, and outside of a recorded request nothing happens. */
export interface Inspector {
  /** Address of the page about the request under way; undefined outside of one that is recorded. */
  here(): string | undefined;
  /** What was judged of a card. */
  judged(judged: AcceptedProof | AcceptedSignature | RefusedProof): void;
  /** A client's assertion was judged: good, or refused by this check. */
  authenticated(refusedBy?: AssertionCheck): void;
  /** What a sandbox did in place of a phone; values by the table of the waiting page. */
  sandbox(values: Readonly<Record<string, string>>): void;
  /** A transaction has been stored. */
  begun(begun: Begun): void;
  /** The request under way came with the cookie of this transaction. */
  concerns(interactionId: string): void;
  /** A code that opens the transaction of this request: whatever comes with it belongs here. */
  opensWith(code: string): void;
  /** The same `fetch`, with what it asks of this lane recorded. */
  asks(send: typeof fetch, to: Lane): typeof fetch;
  /** Mount it before everything that is to be recorded. */
  readonly middleware: MiddlewareHandler;
  /** When everything so far has been written. */
  settled(): Promise<void>;
  /** As far as the store still answers. */
  close(): Promise<void>;
}

export interface InspectorDeps {
  readonly config: ProviderConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export const inspectorPath = (config: Pick<ProviderConfig, 'basePath'>) => `${config.basePath}/inspector`;

/** Undefined unless it is configured. Throws a ConfigError for a provider that is reached from elsewhere than this machine. */
export function createInspector(deps: InspectorDeps): Inspector | undefined {
  const { config } = deps;
  if (config.sandbox?.inspector !== true) return undefined;
  if (config.local) return inspectorOf(deps);
  const message = 'only for a provider whose baseUrl is on this machine';
  throw new ConfigError([{ path: 'sandbox.inspector', message }]);
}

function inspectorOf({ config, store, clock, log, metrics }: InspectorDeps): Inspector {
  const current = new AsyncLocalStorage<Exchange>();
  const lost = metrics.counter('inspector_lost_total', 'Requests that could not be recorded', ['reason']);
  const writing = { store, clock };
  const recorder = new Recorder(writer(writing), log, lost);
  const pageOf = ({ id }: Exchange) => `${inspectorPath(config)}/requests/${id}`;
  const happened = (event: Happened['event'], at = clock.now()) => {
    const exchange = current.getStore();
    if (exchange !== undefined && exchange.happened.length < HAPPENED_MAX)
      exchange.happened.push({ at, event });
  };
  return {
    here: () => {
      const exchange = current.getStore();
      return exchange && pageOf(exchange);
    },
    judged: ({ report, ...rest }) =>
      happened({ kind: 'verdict', ...(report && { report }), ...('code' in rest && { code: rest.code }) }),
    authenticated: (refusedBy) => {
      const exchange = current.getStore();
      if (exchange !== undefined) exchange.assertion = refusedBy ?? 'passed';
    },
    sandbox: (values) =>
      happened({ kind: 'note', note: 'sandbox', fields: fieldsOf(Object.entries(values), WAITING) }),
    concerns: (interactionId) => {
      const exchange = current.getStore();
      if (exchange !== undefined) exchange.concerns = interactionId;
    },
    opensWith: (code) => void current.getStore()?.leads.push(keyOf('open', code)),
    begun: (begun) => {
      const exchange = current.getStore();
      if (exchange === undefined) return;
      exchange.begun = begun;
      recorder.queue(() => openFlow(writing, begun));
    },
    asks: (send, to) => async (input, init) => {
      const at = clock.now();
      const elapsed = stopwatch();
      const ask = {
        kind: 'call',
        from: 'provider',
        to,
        method: init?.method ?? 'GET',
        path: pathOf(input),
      } as const;
      try {
        const response = await send(input, init);
        happened({ ...ask, status: response.status, durationMs: elapsed() }, at);
        return response;
      } catch (error) {
        happened({ ...ask, durationMs: elapsed() }, at);
        throw error;
      }
    },
    middleware: recording({
      basePath: config.basePath,
      routes: routesOf(config),
      now: () => clock.now(),
      recorder,
      within: (exchange, work) => current.run(exchange, work),
      pageOf,
    }),
    settled: () => recorder.settled(),
    close: () => recorder.close(),
  };
}

function pathOf(input: string | URL | Request): string {
  return shownPath(new URL(input instanceof Request ? input.url : input).pathname);
}
