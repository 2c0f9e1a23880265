import { isIP } from 'node:net';
import type { Context } from 'hono';
import { type Forwarding, NO_PROXIES } from './forwarding.ts';
import { plainAddress } from './plain-address.ts';

/** What Hono's Node server puts into `env`; a request made in the same process has none. */
interface NodeEnv {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/** Where a request comes from; undefined where that is not known. Without `forwarding` the connection alone tells it. */
export function remoteAddress(context: Context, forwarding: Forwarding = NO_PROXIES): string | undefined {
  const { incoming } = (context.env ?? {}) as NodeEnv;
  return forwarding.address(incoming?.socket?.remoteAddress, context.req.header('X-Forwarded-For'));
}

/** False for a request that was made in the same process; every other comes over a connection, known to be somebody's or not. */
export function isFromNetwork(context: Context): boolean {
  return ((context.env ?? {}) as NodeEnv).incoming !== undefined;
}

/** Of 203.0.113.9 the network 203.0.113.0/24, of an IPv6 address its /48: a place, roughly, and not a line. */
export function networkOf(address: string): string | undefined {
  if (isIP(address) === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  const groups = groupsOf(address);
  return groups && `${new URL(`http://[${groups.slice(0, 3).join(':')}::]`).hostname.slice(1, -1)}/48`;
}

/** Whether two addresses are of one line: the same IPv4 address, or the same IPv6 /64. All of loopback is one. */
export function isSameLine(a: string, b: string): boolean {
  if (isLoopbackAddress(a) || isLoopbackAddress(b)) return isLoopbackAddress(a) && isLoopbackAddress(b);
  const [one, other] = [groupsOf(a), groupsOf(b)];
  if (one === undefined || other === undefined) return a === b;
  return one.slice(0, 4).join(':') === other.slice(0, 4).join(':');
}

/** Whether it is this machine's own, in any spelling; false where it is not known. */
export function isLoopbackAddress(address: string | undefined): boolean {
  const plain = plainAddress(address);
  return plain === '::1' || plain?.startsWith('127.') === true;
}

/** The eight groups of an IPv6 address; undefined for anything else. */
function groupsOf(address: string): readonly string[] | undefined {
  if (isIP(address) !== 6) return undefined;
  // The URL parser writes every spelling of an address in one.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [left, right] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - (left?.length ?? 0) - (right?.length ?? 0) }, () => '0');
  return [...(left ?? []), ...zeros, ...(right ?? [])];
}
