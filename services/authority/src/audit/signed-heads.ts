import { createSignedHead, exportJwk, type PublicJwk, parseSignedHead } from '@kazasu/oidc';
import { chainReader, createHeadExport, type HeadExport, watchedHeads } from '@kazasu/server/audit';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import type { AuthorityDeps } from '../deps.ts';
import { CHAIN } from './audit-store.ts';

export interface AuditHeads extends HeadExport {
  /** What heads are verified with. */
  readonly keys: readonly PublicJwk[];
}

/** Heads of this chain, signed by a key of their own (EC P-256) and kept as files; as those of the provider. */
export function openAuditHeads(
  {
    store,
    clock,
    log,
    metrics,
    config,
  }: Pick<AuthorityDeps, 'store' | 'clock' | 'log' | 'metrics' | 'config'>,
  key: KeyObject,
): AuditHeads {
  const jwk = exportJwk(key);
  const issuer = `kazasu-authority:${config.organisation}`;
  const verification = [{ algorithm: 'ES256', key: createPublicKey(key), kid: jwk.kid }] as const;
  const audit = chainReader(CHAIN, store);
  const exported = createHeadExport({
    audit,
    clock,
    folder: config.auditHeads?.folder,
    sign: (head, time) => createSignedHead(head, { issuer, time }, { algorithm: 'ES256', key, kid: jwk.kid }),
    read: (signed) => parseSignedHead(signed, verification, issuer),
  });
  return { ...watchedHeads(exported, { audit, log, metrics }), keys: [jwk] };
}
