/**
 * Whether what a card's files say is what an issuer signed, and whether a chip that is present made a signature. Pure: the
 * issuers' keys and the hash are handed in. Answers verdicts, reads no card, and trusts nobody by itself.
 */
export type { CvIssuer } from './certificate-chain.ts';
export type { IntegrityCheck, IntegrityCheckId, IntegrityVerdict } from './check.ts';
export { ISSUER_NUMBERS, type ItemIssuers, issuersByApplication } from './item-issuers.ts';
export { verifyItemProof } from './item-proof.ts';
export type { ItemProofCheck, ItemProofCheckId } from './item-proof-check.ts';
export type { SignedFiles } from './record.ts';
export { type IntegrityCrypto, verifyChipSignature } from './signature.ts';
export { type IntegrityMeans, verifyIntegrity } from './verify.ts';
