import type { SigningKeys } from '@kazasu/server/keys';
import { type CertificationAuthority, readChanges } from '../ca/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { together } from '../together.ts';
import { type Issuers, issuersOf } from './issuers.ts';
import { type KeptAnswers, keptAnswers } from './kept-answers.ts';
import {
  isFresh,
  openResponderKeys,
  type ResponderKeys,
  responderCertificate,
} from './responder-certificate.ts';
import type { ResponderRecord } from './responder-store.ts';

/** What the responder has at hand, made once when the authority starts. */
export interface OcspResponder {
  readonly keys: ResponderKeys;
  readonly issuers: Issuers;
  readonly kept: KeptAnswers;
  /** The issuer's count of changes, read after it was asked for; one reading for all who ask at once. */
  readonly changesOf: (issuerKeyId: string) => Promise<number>;
  /** The delegated certificate in force; of those who need a new one at once one makes it for all. */
  readonly certificateOf: (ca: CertificationAuthority) => Promise<Uint8Array | undefined>;
}

export async function openOcspResponder(
  deps: Pick<AuthorityDeps, 'store' | 'clock' | 'log'>,
  signing: SigningKeys,
  authorities: readonly CertificationAuthority[],
): Promise<OcspResponder> {
  const keys = await openResponderKeys(deps, signing, authorities);
  return {
    keys,
    issuers: issuersOf(authorities),
    kept: keptAnswers(),
    changesOf: together((issuerKeyId) => readChanges(deps.store, issuerKeyId)),
    certificateOf: certificates(deps, keys, authorities),
  };
}

/** Each is read once and held until it must be renewed: one that another process has made meanwhile is equally good. */
function certificates(
  deps: Pick<AuthorityDeps, 'store' | 'clock'>,
  keys: ResponderKeys,
  authorities: readonly CertificationAuthority[],
): OcspResponder['certificateOf'] {
  const held = new Map<string, ResponderRecord>();
  const read = together(async (issuerKeyId) => {
    const ca = authorities.find(({ keyId }) => keyId === issuerKeyId);
    const key = keys.get(issuerKeyId);
    const record = ca && key && (await responderCertificate(deps, ca, key));
    if (record) held.set(issuerKeyId, record);
    return record?.certificate;
  });
  return async (ca) => {
    const record = held.get(ca.keyId);
    return record && isFresh(record, ca, deps.clock.now()) ? record.certificate : read(ca.keyId);
  };
}
