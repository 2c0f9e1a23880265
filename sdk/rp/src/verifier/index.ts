/**
 * What a relying party asks of its platform operator (PF事業者), Kazasu's verifier: is this signature good, who signed, and the
 * evidence of it. Refuses http except to this machine, redirects, and answers without bounds; says again only what may be
 * said twice.
 */
export { createVerifierClient, type VerifierClient, type VerifierClientOptions } from './client.ts';
export type { DocumentMediaType, VerificationOrder } from './order.ts';
export type { GivenSignature, Verdict, Verification, VerificationCheck, VerifiedItems } from './parse.ts';
