import type { SigningKeys } from '@kazasu/server/keys';
import { type CertificationAuthority, readChanges } from '../ca/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { together } from '../together.ts';
import { type Issuers, issuersOf } from './issuers.ts';
import { type KeptAnswers, keptAnswers } from './kept-answers.ts';
import { openResponderKeys, type ResponderKeys, responderCertificate } from './responder-certificate.ts';

/** What the responder has at hand, made once when the authority starts. */
export interface OcspResponder {
  readonly keys: ResponderKeys;
  readonly issuers: Issuers;
  readonly kept: KeptAnswers;
  /** The issuer's count of changes, read after it was asked for; one reading for all who ask at once. */
  readonly changesOf: (issuerKeyId: string) => Promise<number>;
  /** The delegated certificate in force; of those who need a new one at once one makes it for all. */
  readonly certificateOf: (issuerKeyId: string) => Promise<Uint8Array | undefined>;
}

export async function openOcspResponder(
  deps: Pick<AuthorityDeps, 'store' | 'clock'>,
  signing: SigningKeys,
  authorities: readonly CertificationAuthority[],
): Promise<OcspResponder> {
  const keys = await openResponderKeys(signing, authorities);
  return {
    keys,
    issuers: issuersOf(authorities),
    kept: keptAnswers(),
    changesOf: together((issuerKeyId) => readChanges(deps.store, issuerKeyId)),
    certificateOf: together(async (issuerKeyId) => {
      const ca = authorities.find(({ keyId }) => keyId === issuerKeyId);
      const key = keys.get(issuerKeyId);
      return ca && key && responderCertificate(deps, ca, key);
    }),
  };
}
