/** What verifiers under contract ask about certificates. */
import * as v from 'valibot';
import { Base64, Hex } from '../wire.ts';
import { CaRole, CertificateId } from './base.ts';

export const SerialLinksRequest = CertificateId;
/**
 * All certificates of the same role and person up to the one asked for, of card and phone, in the order in which they
 * were issued; the last is the one asked for.
 */
export const SerialLinksResponse = v.object({ lineage: v.array(CertificateId) });
export type SerialLinksResponse = v.InferOutput<typeof SerialLinksResponse>;

/** What a verifier must trust, handed over once when it is set up: never fetched during a judgement. */
export const TrustResponse = v.object({
  /** CA certificates (DER) of every generation. */
  anchors: v.array(v.object({ role: CaRole, generation: v.number(), certificate: Base64 })),
  /**
   * Public keys of the issuers of CV certificates with their 16-byte key ids (hex); modulus and exponent are
   * big-endian. The number in a key id tells for which application it is to be believed (facts a.7): the text
   * application, the surface application, or the master file.
   */
  cardIssuerKeys: v.array(v.object({ keyId: Hex, modulus: Base64, exponent: Base64 })),
});
export type TrustResponse = v.InferOutput<typeof TrustResponse>;
