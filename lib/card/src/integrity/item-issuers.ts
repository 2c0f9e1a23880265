import { equal, toUtf8 } from '@kazasu/bytes';
import type { CvIssuer } from './certificate-chain.ts';

/** Keys that sign the CV certificates of either application: trusted there only. */
export interface ItemIssuers {
  readonly text: readonly CvIssuer[];
  readonly surface: readonly CvIssuer[];
}

/** The last two digits of an issuer's number, as seen on test and real cards (card facts a.7). */
export const ISSUER_NUMBERS = { text: '33', surface: '23' } as const;

/** A key id begins with the issuer's number, seven ASCII digits. Who issues for neither application is left out. */
export function issuersByApplication(issuers: readonly CvIssuer[]): ItemIssuers {
  const numbered = (ending: string) =>
    issuers.filter(({ keyId }) => equal(keyId.subarray(5, 7), toUtf8(ending)));
  return { text: numbered(ISSUER_NUMBERS.text), surface: numbered(ISSUER_NUMBERS.surface) };
}
