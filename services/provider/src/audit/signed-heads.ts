import { createSignedHead, exportJwk, type PublicJwk, parseSignedHead } from '@kazasu/oidc';
import { createHeadExport, type HeadExport, watchedHeads } from '@kazasu/server/audit';
import type { Clock } from '@kazasu/server/clock';
import type { Log } from '@kazasu/server/log';
import type { Metrics } from '@kazasu/server/metrics';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import type { ProviderAudit } from './audit.ts';

export interface AuditHeads extends HeadExport {
  /** What heads are verified with. */
  readonly keys: readonly PublicJwk[];
}

export interface AuditHeadsOptions {
  readonly audit: ProviderAudit;
  readonly clock: Clock;
  /** EC P-256, for heads alone. */
  readonly key: KeyObject;
  readonly issuer: string;
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
