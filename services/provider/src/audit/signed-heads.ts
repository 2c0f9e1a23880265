import { exportJwk, OidcError, type PublicJwk, signJws, verifyJws } from '@kazasu/oidc';
import { type ChainEnd, createHeadExport, type HeadExport } from '@kazasu/server/audit';
import type { Clock } from '@kazasu/server/clock';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import type { ProviderAudit } from './audit.ts';

/** `typ` of a signed head: it can be taken for no other token, whatever signed it. */
export const HEAD_TYPE = 'kazasu-audit-head+jwt';

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
}

/** Heads as compact JWS (ES256): `{iss, number, hash, iat}`, which any JOSE library verifies. */
export function openAuditHeads({ audit, clock, key, issuer, folder }: AuditHeadsOptions): AuditHeads {
  const jwk = exportJwk(key);
  const verification = { algorithm: 'ES256', key: createPublicKey(key), kid: jwk.kid } as const;
  const exported = createHeadExport({
    audit,
    clock,
    folder,
    sign: ({ number, hash }, at) =>
      signJws(
        { iss: issuer, number, hash, iat: Math.floor(at / 1000) },
        { algorithm: 'ES256', key, kid: jwk.kid },
        HEAD_TYPE,
      ),
    read: (signed) => {
      try {
        const { header, claims } = verifyJws(signed, [verification]);
        return header.typ === HEAD_TYPE && claims.iss === issuer ? endOf(claims) : undefined;
      } catch (error) {
        if (error instanceof OidcError) return undefined;
        throw error;
      }
    },
  });
  return { ...exported, keys: [jwk] };
}

function endOf({ number, hash }: Readonly<Record<string, unknown>>): ChainEnd | undefined {
  return typeof number === 'number' && typeof hash === 'string' ? { number, hash } : undefined;
}
