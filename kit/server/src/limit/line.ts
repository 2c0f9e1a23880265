import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, type Socket } from 'node:net';

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

export interface Forwarding {
  /** How many reverse proxies of the operator's own stand before the service; each adds whom it heard to `X-Forwarded-For`. */
  readonly proxies: number;
  /** From which networks (`10.0.0.0/8`) that header is believed; from every one when not given. */
  readonly networks?: readonly string[] | undefined;
}

/**
 * Says whose line a request comes from. With proxies it is the address that the outermost of them wrote down; what the client claims
 * stands left of it. Whoever comes past the proxies, and whatever cannot be read, is counted by the address of the connection.
 */
export function forwarding({ proxies, networks }: Forwarding): (request: IncomingMessage) => string {
  const believed = networks && blockListOf(networks);
  return (request) => {
    const { socket } = request;
    const own = lineOfSocket(socket);
    if (proxies === 0) return own;
    if (believed !== undefined && !isIn(believed, socket.remoteAddress ?? '')) return own;
    const header = request.headers['x-forwarded-for'];
    if (typeof header !== 'string') return own;
    return addressLine(partFromEnd(header, proxies)) ?? own;
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

/** The nth part of a list from its end, without port, brackets and quotes. */
function partFromEnd(header: string, nth: number): string | undefined {
  let end = header.length;
  for (let i = 1; i < nth; i += 1) {
    end = header.lastIndexOf(',', end - 1);
    if (end < 0) return undefined;
  }
  const part = header.slice(header.lastIndexOf(',', end - 1) + 1, end).trim();
  if (isIP(part) !== 0) return part;
  return part
    .replace(/^"(.*)"$/, '$1')
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1');
}

/** A network that cannot be read is a fault that the settings have told already. */
function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}

function isIn(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const kind = isIP(plain);
  return kind !== 0 && list.check(plain, kind === 6 ? 'ipv6' : 'ipv4');
}
