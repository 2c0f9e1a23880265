/** The service of the latest four items (最新4情報). */
import * as v from 'valibot';
import { CertificateId, ResidentRecord } from './base.ts';
import { ConsentId, SignedMessage, Slug } from './signed-message.ts';

/** A consent as the person signed it; the operator that it names hands it in. */
export const ConsentRequest = SignedMessage;

/** A withdrawal as the person signed it; whoever brings it needs no token. */
export const WithdrawalRequest = SignedMessage;

export const LatestItemsRequest = v.strictObject({
  consentId: ConsentId,
  /** Must be the consent's. */
  purpose: Slug,
});
export type LatestItemsRequest = v.InferOutput<typeof LatestItemsRequest>;

const { name, address, birthdate, gender } = ResidentRecord.entries;

export const LatestItems = v.object({
  items: v.object({ name, address, birthdate, gender }),
  /** The card's signature certificate that is good now; absent while there is none. */
  signatureCertificate: v.optional(CertificateId),
});
export type LatestItems = v.InferOutput<typeof LatestItems>;
