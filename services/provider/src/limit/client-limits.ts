import { type RateLimit, type RateLimitOptions, rateLimit } from '@kazasu/server/limit';
import type { Client } from '../client/index.ts';
import { ClientBusy } from './client-busy.ts';

export interface ClientLimitsOptions extends RateLimitOptions {
  readonly ticks?: () => number;
}

/**
 * How often requests may come for each client: those that browsers bring, and those that it sends itself, apart, so that nobody who sends
 * browsers can keep a client from ending logins that began.
 */
export interface ClientLimits {
  /** The client was found in the store, or is of a request that was: its limits count from now on. */
  know(client: Pick<Client, 'clientId' | 'rate'>): void;
  isKnown(clientId: string): boolean;
  /** Milliseconds that a browser which comes for a client has to wait, or 0. Counts nothing, for anybody can bring what claims to be for it. */
  waitFor(clientId: string): number;
  /** As {@link waitFor}, for a request whose client was found: throws a ClientBusy. */
  checkBrought(clientId: string): void;
  /** Counts what a browser has brought for the client, once it was judged to be good. Never refuses: what a strict client pushed is used up by then. */
  bring(clientId: string): void;
  /** Before its assertion is verified: throws a ClientBusy where it would be refused anyway. Counts nothing, for anybody can claim to be it. */
  checkClaimed(clientId: string): void;
  /** Once it is known to be the client: counts, or throws a ClientBusy. */
  take(client: Pick<Client, 'clientId' | 'rate'>): void;
  /** Who hears of refusals. */
  onRefused(hear: (clientId: string) => void): void;
}

/** Clients that are known; a registry of a nation has hundreds. Who comes after so many shares by lines, as unknown ones do. */
const KNOWN_MOST = 20_000;

export function openClientLimits({ ticks, ...standard }: ClientLimitsOptions): ClientLimits {
  const rates = new Map<string, RateLimitOptions>();
  const open = () => rateLimit({ ...standard, most: KNOWN_MOST, ...(ticks && { ticks }) });
  const [brought, sent] = [open(), open()];
  let hear = (_clientId: string) => {};
  const know = ({ clientId, rate = standard }: Pick<Client, 'clientId' | 'rate'>) => {
    if (rates.get(clientId) !== rate && (rates.has(clientId) || rates.size < KNOWN_MOST)) {
      rates.set(clientId, rate);
    }
  };
  const demand = (limit: RateLimit, clientId: string, counted: boolean) => {
    const rate = rates.get(clientId);
    const waitMs = counted ? limit.take(clientId, rate) : limit.look(clientId, rate);
    if (waitMs === 0) return;
    hear(clientId);
    throw new ClientBusy(waitMs);
  };
  return {
    know,
    isKnown: (clientId) => rates.has(clientId),
    waitFor: (clientId) => (rates.has(clientId) ? brought.look(clientId, rates.get(clientId)) : 0),
    checkBrought: (clientId) => demand(brought, clientId, false),
    bring: (clientId) => void brought.take(clientId, rates.get(clientId)),
    checkClaimed: (clientId) => {
      if (rates.has(clientId)) demand(sent, clientId, false);
    },
    take: (client) => {
      know(client);
      demand(sent, client.clientId, true);
    },
    onRefused: (heard) => {
      hear = heard;
    },
  };
}
