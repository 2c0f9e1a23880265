import { toUtf8 } from '@kazasu/bytes';
import { stopwatch } from '@kazasu/server/clock';
import { codeOf } from '@kazasu/server/log';
import { type Asking, askOutside, OutboundError } from '@kazasu/server/outbound';
import { randomId, randomOctets } from '@kazasu/server/random';
import type { VerifierDeps } from '../deps.ts';
import { backOffMs, PATIENCE_MS } from './back-off.ts';
import { type Outcome, settleDelivery } from './delivery-store.ts';
import { findEvent } from './event-store.ts';
import { leaseDeliveries } from './lease.ts';
import { liveSecrets, SIGNATURE_HEADER, signatureHeader } from './secret.ts';
import type { LeasedDelivery } from './webhook-data.ts';
import { findTarget } from './webhook-store.ts';

/** A receiver answers in this time; what it does with an event, it does afterwards. */
const TIME_LIMIT_MS = 5_000;
/** Far longer than an attempt: if it runs out, whoever had it is gone. */
export const LEASE_MS = 60_000;
const TOGETHER = 32;
const TOGETHER_OF_ONE = 4;

export type CourierDeps = Pick<VerifierDeps, 'store' | 'clock' | 'log' | 'metrics' | 'keys' | 'config'>;

export interface CourierOptions {
  /** The network; the door for addresses that others chose unless told otherwise. */
  readonly ask?: typeof askOutside;
  /** From 0 to 1, for the back-off. */
  readonly chance?: () => number;
}

export interface Courier {
  /** Sends what is due until nothing is; resolves to how many attempts were made. */
  run(): Promise<number>;
}

/**
 * Brings events to webhooks, at least once. Any number of couriers in any number of processes share the work: an attempt is
 * leased by one statement, and one whose courier died is made again when the lease is over.
 */
export function createCourier(deps: CourierDeps, options: CourierOptions = {}): Courier {
  const { ask = askOutside, chance = randomChance } = options;
  const sent = deps.metrics.counter('webhook_attempts_total', 'Attempts to deliver an event', ['outcome']);
  const attempt = async (delivery: LeasedDelivery): Promise<void> => {
    try {
      const outcome = await send(deps, delivery, { ask, chance });
      if (outcome === undefined) return;
      sent.inc({ outcome: outcome.state });
      await deps.store.transaction((within) => settleDelivery(within, delivery, outcome));
      const { code } = outcome.attempt;
      if (code !== undefined) deps.log.info('webhook.unanswered', { clientId: delivery.tenantId, code });
      if (outcome.state === 'dead') deps.log.warn('webhook.dead', { clientId: delivery.tenantId });
    } catch (error) {
      // What cannot be settled stays leased, and is tried again when the lease is over.
      deps.log.error('webhook.unsettled', { code: codeOf(error) });
    }
  };
  const run = async (): Promise<number> => {
    let attempts = 0;
    const underWay = new Set<Promise<void>>();
    for (;;) {
      const leased = await lease(deps, TOGETHER - underWay.size);
      attempts += leased.length;
      for (const delivery of leased) {
        const work: Promise<void> = attempt(delivery).finally(() => underWay.delete(work));
        underWay.add(work);
      }
      if (underWay.size === 0) return attempts;
      // Whoever is slow holds up nobody: the next begins where one is done.
      await Promise.race(underWay);
    }
  };
  return { run };
}

function lease({ store, clock }: CourierDeps, most: number): Promise<readonly LeasedDelivery[]> {
  const now = Math.floor(clock.now());
  const until = now + LEASE_MS;
  return leaseDeliveries(store, { lease: randomId(), until, now, most, mostOfOne: TOGETHER_OF_ONE });
}

/** Undefined where there is nobody any more to tell, or nothing. */
async function send(
  deps: CourierDeps,
  delivery: LeasedDelivery,
  { ask, chance }: Required<CourierOptions>,
): Promise<Outcome | undefined> {
  const { store, keys, clock, config } = deps;
  const event = await findEvent(store, delivery.eventId);
  const target = await findTarget(store, delivery.webhookId);
  if (event === undefined || target === undefined) return undefined;
  const at = Math.floor(clock.now());
  const secrets = liveSecrets(keys.master, delivery.webhookId, target.secrets, at);
  const asking: Asking = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Kazasu-Webhook/1',
      [SIGNATURE_HEADER]: signatureHeader(secrets, event.body, at),
      'Kazasu-Event-Id': event.eventId,
      'Kazasu-Delivery-Id': delivery.deliveryId,
      'Kazasu-Attempt': String(delivery.attempts),
    },
    body: toUtf8(event.body),
    timeoutMs: TIME_LIMIT_MS,
    maxBytes: 0,
    local: config.local,
  };
  const elapsed = stopwatch();
  const told = await answerOf(ask, target.url, asking);
  const attempt = { number: delivery.attempts, at, durationMs: Math.round(elapsed()), ...told };
  return { attempt, ...nextOf(delivery, told.status, at, chance()) };
}

interface Told {
  readonly status: number | undefined;
  readonly code: string | undefined;
}

async function answerOf(ask: typeof askOutside, url: string, asking: Asking): Promise<Told> {
  try {
    return { status: (await ask(url, asking)).status, code: undefined };
  } catch (error) {
    if (error instanceof OutboundError) return { status: undefined, code: error.code };
    throw error;
  }
}

function nextOf(
  { attempts, createdAt }: LeasedDelivery,
  status: number | undefined,
  at: number,
  chance: number,
): Pick<Outcome, 'state' | 'dueAt'> {
  if (status !== undefined && status >= 200 && status < 300) return { state: 'delivered', dueAt: at };
  const dueAt = at + backOffMs(attempts, chance);
  return { state: dueAt > createdAt + PATIENCE_MS ? 'dead' : 'waiting', dueAt };
}

function randomChance(): number {
  const octets = randomOctets(4);
  return new DataView(octets.buffer, octets.byteOffset).getUint32(0) / 2 ** 32;
}
