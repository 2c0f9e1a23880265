import type { GeneralName } from '../general-name.ts';
import { type NameForm, type ReadyName, readyName, subtree, unreadable } from './form.ts';

/**
 * iPAddress: an address and a mask of the same length, the mask all ones and then all zeros (RFC 4632). A name has 4 or
 * 16 octets. IPv4 and IPv6 are one form: who permits networks of the one permits none of the other.
 */
export const ADDRESS: NameForm = {
  subtree: (base) => {
    const octets = octetsOf(base);
    const half = octets.length / 2;
    if (half !== 4 && half !== 16) return unreadable('malformed-constraint');
    const mask = octets.subarray(half);
    if (!isContiguous(mask)) return unreadable('malformed-constraint');
    return subtree((name) => isInNetwork(name, octets.subarray(0, half), mask));
  },
  name: (name) => {
    const octets = octetsOf(name);
    const whole = octets.length === 4 || octets.length === 16;
    return readyName('iPAddress', whole ? { octets } : { fault: 'malformed-name' });
  },
};

function isInNetwork({ octets }: ReadyName, network: Uint8Array, mask: Uint8Array): boolean {
  if (octets.length !== mask.length) return false;
  return mask.every((bits, i) => (((octets[i] ?? 0) ^ (network[i] ?? 0)) & bits) === 0);
}

function isContiguous(mask: Uint8Array): boolean {
  const firstPartial = mask.findIndex((bits) => bits !== 0xff);
  if (firstPartial < 0) return true;
  const ones = mask[firstPartial] ?? 0;
  const rest = mask.subarray(firstPartial + 1);
  // The complement of leading ones is 2^n - 1.
  return (((~ones & 0xff) + 1) & ~ones & 0xff) === 0 && rest.every((bits) => bits === 0);
}

function octetsOf(name: GeneralName): Uint8Array {
  return name.kind === 'iPAddress' ? name.bytes : new Uint8Array();
}
