import { toHex, toUtf8 } from '@kazasu/bytes';
import { hmacSha256, keyVersion } from '@kazasu/server/keys';
import { asSecret, type Secret } from '@kazasu/server/log';
import type { ProviderKeys } from '../deps.ts';

/**
 * A person id names the version of the key that its subjects are made with, for ever: a later version is for people who come later.
 * That of the first version names none, as all did before there were versions.
 */
export function versionedPersonId(hash: string, version: number): string {
  return version === 1 ? hash : `${version}.${hash}`;
}

function subjectVersionOf(personId: string): number {
  const [, version] = /^([1-9]\d{0,8})\./.exec(personId) ?? [];
  return version === undefined ? 1 : Number(version);
}

/**
 * The pairwise subject (OpenID Connect Core 8.1): the same for one person at one client for ever, and of no use to
 * compare with another client's. `sector` is the client's registration, see client-data.ts. A lower-case UUID of version 8 (RFC 9562 section 5.8) made from the HMAC.
 */
export function pairwiseSubject(keys: ProviderKeys, personId: string, sector: string): Secret {
  const key = keyVersion(keys.subject, subjectVersionOf(personId));
  const bytes = hmacSha256(key, toUtf8('provider/subject'), toUtf8(personId), toUtf8(sector));
  const uuid = bytes.slice(0, 16);
  uuid[6] = ((uuid[6] ?? 0) & 0x0f) | 0x80;
  uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(uuid);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return asSecret(parts.join('-'));
}
