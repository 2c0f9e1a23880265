import { toHex, toUtf8 } from '@kazasu/bytes';
import { hmacSha256 } from '@kazasu/server/keys';
import type { ProviderKeys } from '../deps.ts';

/**
 * The pairwise subject (OpenID Connect Core 8.1): the same for one person at one client for ever, and of no use to
 * compare with another client's. `sector` is the client's registration, see client-data.ts. A lower-case UUID of version 8 (RFC 9562 section 5.8) made from the HMAC.
 */
export function pairwiseSubject(keys: ProviderKeys, personId: string, sector: string): string {
  const bytes = hmacSha256(keys.subject, toUtf8('provider/subject'), toUtf8(personId), toUtf8(sector));
  const uuid = bytes.slice(0, 16);
  uuid[6] = ((uuid[6] ?? 0) & 0x0f) | 0x80;
  uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(uuid);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
