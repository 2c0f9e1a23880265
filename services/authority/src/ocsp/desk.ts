import type { SigningKeys } from '@kazasu/server/keys';
import type { StatementRunner } from '@kazasu/server/store';
import { type CertificationAuthority, readChanges } from '../ca/index.ts';
import { together } from '../together.ts';
import { type Issuers, issuersOf } from './issuers.ts';
import { type KeptAnswers, keptAnswers } from './kept-answers.ts';
import { openResponderKeys, type ResponderKeys } from './responder.ts';

/** What the responder has at hand, made once when the authority starts. */
export interface OcspDesk {
  readonly keys: ResponderKeys;
  readonly issuers: Issuers;
  readonly kept: KeptAnswers;
  /** The issuer's count of changes, read after it was asked for; one reading for all who ask at once. */
  readonly changesOf: (issuerKeyId: string) => Promise<number>;
}

export async function openOcspDesk(
  store: StatementRunner,
  signing: SigningKeys,
  authorities: readonly CertificationAuthority[],
): Promise<OcspDesk> {
  return {
    keys: await openResponderKeys(signing, authorities),
    issuers: issuersOf(authorities),
    kept: keptAnswers(),
    changesOf: together((issuerKeyId) => readChanges(store, issuerKeyId)),
  };
}
