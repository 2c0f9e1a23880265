import { createSignedHead, exportJwk, type PublicJwk, parseSignedHead } from '@kazasu/oidc';
import type { Clock } from '../clock/index.ts';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import type { Log } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { ChainReader } from './chain-reader.ts';
import { createHeadExport, type HeadExport } from './head-export.ts';
import { watchedHeads } from './watched-heads.ts';

export interface AuditHeads extends HeadExport {
  /** What heads are verified with. */
  readonly keys: readonly PublicJwk[];
}

export interface AuditHeadsOptions {
  readonly audit: ChainReader;
  readonly clock: Clock;
  /** EC P-256, for heads alone. */
  readonly key: KeyObject;
  /** Whose log it is: `iss` of the heads. */
  readonly issuer: string;
  /** Where each head is kept as a file; absent: nowhere. */
  readonly folder?: string | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Heads as compact JWS (ES256): `{iss, number, hash, iat}`, which any JOSE library verifies. */
export function openAuditHeads(options: AuditHeadsOptions): AuditHeads {
  const { audit, clock, key, issuer, folder } = options;
  const jwk = exportJwk(key);
  const verification = [{ algorithm: 'ES256', key: createPublicKey(key), kid: jwk.kid }] as const;
  const exported = createHeadExport({
    audit,
    clock,
    folder,
    sign: (head, time) => createSignedHead(head, { issuer, time }, { algorithm: 'ES256', key, kid: jwk.kid }),
    read: (signed) => parseSignedHead(signed, verification, issuer),
  });
  return { ...watchedHeads(exported, options), keys: [jwk] };
}
