import { existsSync } from 'node:fs';
import { environment } from '@kazasu/server/config';

export interface PeerData {
  /** Absolute path of the folder; empty when missing. */
  readonly path: string;
  /** For node:test's `skip`: false, or why and what to do. */
  readonly missing: string | false;
}

/** Like `requirePeer`, for data of others: throws instead of answering `missing` when `KAZASU_REQUIRE_PEERS` is set. */
export function requireFolder(name: string, path: string, remedy: string): PeerData {
  if (existsSync(path)) return { path, missing: false };
  const missing = `${name} was not found (${remedy})`;
  if ((environment().KAZASU_REQUIRE_PEERS ?? '') !== '') throw new Error(missing);
  return { path: '', missing };
}

/** The certificates and CRLs of NIST's suite, as a Debian package carries them. */
export function pkitsData(): PeerData {
  return requireFolder(
    'the data of NIST PKITS',
    '/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data',
    'apt-get install python3-cryptography-vectors',
  );
}
