import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type KeySet, parseKeySet } from '@kazasu/oidc';
import { readBounded } from '@kazasu/server/http';
import { isAllowedUrl } from './host.ts';
import { isPublicAddress } from './public-address.ts';

const MAX_BYTES = 65_536;
const TIMEOUT_MS = 5_000;

/**
 * Fetches a client's key set without letting the client choose what this server talks to (SSRF): https, no redirect,
 * a bounded time and size, and only addresses of the public internet, judged at the moment of connecting so that a
 * name cannot change its mind in between. A provider on this machine alone (`local`) may also ask this machine.
 * Rejects where any of this fails or the answer is no key set.
 */
export async function fetchKeySet(address: string, local: boolean): Promise<KeySet> {
  if (!isAllowedUrl(address, local)) throw new Error('the address is not allowed');
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!local && isIP(host) !== 0 && !isPublicAddress(host)) throw new Error('the address is not public');
  return parseKeySet(await get(url, local ? undefined : publicLookup));
}

function get(url: URL, lookupFunction: LookupFunction | undefined): Promise<Uint8Array> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const options = { signal, agent: false, headers: { accept: 'application/json' } };
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      lookupFunction === undefined ? options : { ...options, lookup: lookupFunction },
    );
    call.on('error', reject);
    call.on('response', (response) => {
      if (response.statusCode === 200) readBounded(response, MAX_BYTES).then(resolve, reject);
      else call.destroy(new Error('the answer is not 200'));
    });
    call.end();
  });
}

/** Resolves a name and refuses it as a whole if any of its addresses is not public. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(new Error('the address is not public'), '', 0);
    }
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
