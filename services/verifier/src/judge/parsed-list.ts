import { type Crl, isParseError, parseCrl } from '@kazasu/pki';

/** Lists come from a cache, the same bytes for many; read once, their signature is also verified once. */
const PARSED = new WeakMap<Uint8Array, Crl>();

/** A list, or the bytes themselves where they cannot be read: the judgement says why. */
export function parsedOnce(octets: Uint8Array): Crl | Uint8Array {
  const known = PARSED.get(octets);
  if (known !== undefined) return known;
  try {
    const crl = parseCrl(octets);
    PARSED.set(octets, crl);
    return crl;
  } catch (error) {
    if (isParseError(error)) return octets;
    throw error;
  }
}
