import { toHex, toUtf8 } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';
import { VerifierError } from '../error.ts';
import type { Once } from '../evidence/index.ts';

/** A structured-field string (RFC 8941 3.3.3), as the draft has it, or the same without its quotation marks. */
const KEY = /^(?:"([A-Za-z0-9._~:-]{1,100})"|([A-Za-z0-9._~:-]{1,100}))$/;

/**
 * What of a request tells it from another of the same key: everything that the answer depends on. Parts of any number, each
 * hashed with its length.
 */
export function onceOf(
  header: string | undefined,
  tenantId: string,
  parts: readonly (Uint8Array | string)[],
): Once {
  if (header === undefined) throw new VerifierError('idempotency-key-missing');
  const [, quoted, bare] = KEY.exec(header) ?? [];
  const key = quoted ?? bare;
  if (key === undefined) throw new VerifierError('idempotency-key-malformed');
  return {
    key: hashOf(['verifier/idempotency-key', tenantId, key]),
    fingerprint: hashOf(['verifier/request', ...parts]),
  };
}

/** Of a request that makes several records: the key of each, by its place. The request is the whole one. */
export function onceAt({ key, fingerprint }: Once, place: number): Once {
  return { key: hashOf(['verifier/idempotency-key/place', key, String(place)]), fingerprint };
}

function hashOf(parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  const length = new DataView(new ArrayBuffer(8));
  for (const part of parts) {
    const octets = typeof part === 'string' ? toUtf8(part) : part;
    length.setBigUint64(0, BigInt(octets.length));
    hash.update(new Uint8Array(length.buffer)).update(octets);
  }
  return toHex(hash.digest());
}
