import { exportJwk, OidcError, type PublicJwk, signJws, verifyJws } from '@kazasu/oidc';
import { AuditDamaged, type ChainEnd, createHeadExport, type HeadExport } from '@kazasu/server/audit';
import type { Clock } from '@kazasu/server/clock';
import { codeOf, type Log } from '@kazasu/server/log';
import type { Metrics } from '@kazasu/server/metrics';
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
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Heads as compact JWS (ES256): `{iss, number, hash, iat}`, which any JOSE library verifies. */
export function openAuditHeads(options: AuditHeadsOptions): AuditHeads {
  const { audit, clock, key, issuer, folder } = options;
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
  return { ...watched(exported, options), keys: [jwk] };
}

/** Whatever is wrong with the chain is told to the log and stays in the metrics until it is mended. */
function watched(
  exported: HeadExport,
  { audit, log, metrics }: Pick<AuditHeadsOptions, 'audit' | 'log' | 'metrics'>,
): HeadExport {
  let intact: boolean | undefined;
  let entries: number | undefined;
  metrics.gauge('audit_intact', 'Whether the audit log holds the heads that were signed', {}, () =>
    intact === undefined ? undefined : Number(intact),
  );
  metrics.gauge('audit_entries', 'Entries of the audit log', {}, () => entries);
  return {
    signed: exported.signed,
    run: async () => {
      try {
        await exported.run();
        entries = (await audit.head()).number;
        intact = true;
      } catch (error) {
        const code = codeOf(error);
        log.error(error instanceof AuditDamaged ? 'audit.damaged' : 'audit.export.failed', { code });
        if (error instanceof AuditDamaged) intact = false;
      }
    },
  };
}

function endOf({ number, hash }: Readonly<Record<string, unknown>>): ChainEnd | undefined {
  return typeof number === 'number' && typeof hash === 'string' ? { number, hash } : undefined;
}
