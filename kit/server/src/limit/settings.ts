import { isIP } from 'node:net';
import * as v from 'valibot';

const count = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** `192.0.2.0/24`, or one address. */
const Network = v.pipe(
  v.string(),
  v.check((text) => isNetwork(text), 'must be a network, such as 10.0.0.0/8 or fd00::/8'),
);

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const kind = isIP(address);
  if (kind === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 6 ? 128 : 32));
}

/** How often somebody may ask: for long, and at once after a quiet while. */
export const Rate = v.strictObject({ perSecond: count(1, 1_000_000), burst: count(1, 10_000_000) });

/** For a service that people ask. */
export const PER_ADDRESS = { perSecond: 200, burst: 2_000 } as const;

const Overload = v.strictObject({
  /** Requests worked on at once, of one process. Their number is found between the two, by how late the process is. */
  least: v.optional(count(1, 10_000), 32),
  most: v.optional(count(1, 10_000), 256),
  /** Milliseconds that the event loop may be late on average. */
  lateMs: v.optional(count(1, 10_000), 10),
  /** Part of its time (percent) that the process may be at work before one who asks much, while others are there, gets less of it. */
  busyPercent: v.optional(count(10, 100), 70),
  /** Requests that wait for their turn, and for how long (milliseconds) at most. */
  waiting: v.optional(count(0, 100_000), 512),
  patienceMs: v.optional(count(10, 60_000), 1_000),
});

/**
 * How much one process of a service takes on, and from whom. A carrier's customers share addresses by the thousand: what an address may
 * ask bounds a flood, and is no measure of a person.
 */
export const LimitSettings = v.pipe(
  v.strictObject({
    /** Requests of one line: an IPv4 address, or a network of 64 bits of IPv6. As the service itself has it, or {@link PER_ADDRESS}. */
    perAddress: v.optional(Rate),
    /** How many reverse proxies of yours stand before the service. Where that is a setting of the service too, one of the two is enough. */
    trustedProxies: v.optional(count(0, 5)),
    /** Where those stand: what comes from elsewhere is of the address it comes from. Anywhere when not given. */
    proxyNetworks: v.optional(v.pipe(v.array(Network), v.minLength(1), v.maxLength(64))),
    overload: v.optional(Overload, {}),
    /** Milliseconds by which a refusal is late, so that who does not wait is made to. */
    pauseMs: v.optional(count(0, 10_000), 250),
    /** Open connections of one process; those of one address where no proxy stands before it. */
    connections: v.optional(count(1, 1_000_000), 10_000),
    connectionsPerAddress: v.optional(count(1, 1_000_000), 1_000),
    /** After so many requests a connection ends with its answer. */
    requestsPerConnection: v.optional(count(1, 10_000_000), 10_000),
    /** Milliseconds in which all headers, and the whole request, must have come; and that a connection may be idle. */
    headersTimeoutMs: v.optional(count(100, 600_000), 10_000),
    requestTimeoutMs: v.optional(count(100, 3_600_000), 30_000),
    idleTimeoutMs: v.optional(count(100, 3_600_000), 30_000),
    /** Milliseconds without an octet in either direction while a request is under way. */
    silenceTimeoutMs: v.optional(count(100, 3_600_000), 120_000),
    /** Characters of an address with its query; octets of address and headers together; how many headers. */
    urlLength: v.optional(count(1_000, 60_000), 10_000),
    headerOctets: v.optional(count(2_000, 65_536), 16_384),
    headers: v.optional(count(10, 1_000), 100),
  }),
  v.check(
    (it) => it.headersTimeoutMs <= it.requestTimeoutMs,
    'headersTimeoutMs must not be longer than requestTimeoutMs',
  ),
);
export type LimitSettings = v.InferOutput<typeof LimitSettings>;
