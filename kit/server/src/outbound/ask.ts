import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { HttpError, readBounded } from '../http/index.ts';
import { isAllowedUrl } from './address.ts';
import { OutboundError } from './outbound-error.ts';
import { isPublicAddress } from './public-address.ts';

export interface Asking {
  /** Default `GET`. */
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** For everything together: finding the name, connecting, and the answer. */
  readonly timeoutMs: number;
  /** Octets of the answer that are read; a longer one is refused. With 0 the status is the whole answer. */
  readonly maxBytes: number;
  /** The service is on this machine alone, and may ask this machine too. */
  readonly local: boolean;
}

export interface Answer {
  readonly status: number;
  /** Empty where nothing of it was wanted. */
  readonly body: Uint8Array;
}

/**
 * Asks an address that somebody else chose, without letting them choose what this server talks to (SSRF): https, no
 * redirect, bounded time and size, and only addresses of the public internet, judged at the moment of connecting so
 * that a name cannot change its mind in between; each question has a connection of its own. Rejects with an OutboundError.
 */
export async function askOutside(address: string, asking: Asking): Promise<Answer> {
  const { local } = asking;
  if (!isAllowedUrl(address, local))
    throw new OutboundError('outbound/address', 'the address is not allowed');
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!local && isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic();
  const late = AbortSignal.timeout(asking.timeoutMs);
  try {
    return await exchange(url, asking, late);
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    if (late.aborted) throw new OutboundError('outbound/late', 'no answer in time', error);
    throw new OutboundError('outbound/failed', reasonOf(error), error);
  }
}

function exchange(url: URL, asking: Asking, signal: AbortSignal): Promise<Answer> {
  const { method = 'GET', headers = {}, body, maxBytes, local } = asking;
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const options: RequestOptions = {
    ...{ method, signal, agent: false },
    headers: { ...headers, ...(body && { 'content-length': String(body.length) }) },
    ...(!local && { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    const call = request(url, options);
    call.on('error', reject);
    call.on('response', (response) => {
      const status = response.statusCode ?? 0;
      read(response, maxBytes).then((octets) => resolve({ status, body: octets }), reject);
    });
    call.end(body);
  });
}

async function read(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if (maxBytes > 0) return readBounded(response, maxBytes);
  // What follows the head is nobody's business here; the connection ends.
  response.on('error', () => {});
  response.destroy();
  return new Uint8Array();
}

/** Resolves a name and refuses it as a whole if any of its addresses is not public. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(notPublic(), '', 0);
    }
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

function notPublic(): OutboundError {
  return new OutboundError('outbound/address', 'the address is not public');
}

/** Sentences of ours; what the network says may hold the address. */
function reasonOf(error: unknown): string {
  return error instanceof HttpError ? error.message.replace('body', 'answer') : 'the answer did not come';
}
