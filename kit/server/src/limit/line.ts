import type { IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { Forwarding } from '../http/index.ts';

/**
 * What one subscriber has: an IPv4 address, or an IPv6 network of 64 bits, which holds addresses without end (RFC 6177 and what carriers
 * of phones hand out). IPv4 inside IPv6 is what it stands for. Undefined for what is no address.
 */
export function addressLine(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isIP(mapped) === 4 ? mapped : undefined;
  const kind = isIP(address);
  if (kind === 4) return address;
  return kind === 6 ? `${groupsOf(address, 4)}::/64` : undefined;
}

/** The neighbourhood of a line: a /16, or a /32 of IPv6. */
export function widerLine(line: string): string {
  const kind = isIP(line);
  if (kind === 4) return `${line.split('.', 2).join('.')}.0.0/16`;
  return line.includes(':') ? `${line.split(':', 2).join(':')}::/32` : '';
}

/**
 * What one customer is given at most, and so may be many lines of: a /48 of IPv6 (RFC 6177). Narrower than {@link widerLine}, for thousands
 * of strangers live in that. Addresses of IPv4 are scarce: each is a neighbourhood of its own, or nobody could be told from who floods next door.
 */
export function neighbourhood(line: string): string {
  return line.includes(':') ? `${line.split(':', 3).join(':')}::/48` : line;
}

/** The first groups, without leading zeros. */
function groupsOf(address: string, count: number): string {
  const bare = address.replace(/%.*$/, '');
  const [head = '', tail] = bare.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  // An IPv4 address at the end stands for two groups.
  const missing = 8 - left.length - right.length - (bare.includes('.') ? 1 : 0);
  const zeros: string[] = tail === undefined ? [] : new Array(missing).fill('0');
  const all = [...left, ...zeros, ...right].slice(0, count);
  return all.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':');
}

/**
 * Says whose line a request comes from. Where a proxy wrote no address that can be read, all such count as the proxy: the door knows no
 * better, and must count everybody.
 */
export function lineFrom({ proxies, address }: Forwarding): (request: IncomingMessage) => string {
  return ({ socket, headers }) => {
    if (proxies === 0) return lineOfSocket(socket);
    const header = headers['x-forwarded-for'];
    const written = typeof header === 'string' ? header : undefined;
    return addressLine(address(socket.remoteAddress, written)) ?? lineOfSocket(socket);
  };
}

/** What all are counted under whose address nobody knows. */
const UNKNOWN = 'unknown';

/** Asked of the system once for each connection. */
const lines = new WeakMap<Socket, string>();

function lineOfSocket(socket: Socket): string {
  const known = lines.get(socket);
  if (known !== undefined) return known;
  const line = addressLine(socket.remoteAddress) ?? UNKNOWN;
  lines.set(socket, line);
  return line;
}
