/**
 * The verdict on a signature by the process of ETSI EN 319 102-1: TOTAL-PASSED, TOTAL-FAILED or INDETERMINATE with the
 * reason. A format (CMS, XML, PDF) reads the document and hands over `SignatureFacts`; `judgeSignature` is the same for
 * all: signatures with time and with long-term data (5.5, 5.6: `judge.ts`, `time-stamp.ts`), of the blocks in
 * `building-block/`. Refuses archive time-stamps: they are named and prove nothing here.
 *
 * What level LT gives. The signer is judged for the time of the time-stamp: CRLs and OCSP answers in the document that were
 * current then, or made since, decide, however long they have run out, and nobody needs to be asked again. For the time when
 * the document was received it is judged by itself, without any other list, whenever that is asked (`time` is the caller's:
 * who kept a proof of that time, an archive say, judges for it).
 *
 * What it does not give. The time-stamp is judged for the present (5.4), because whoever takes a unit's key later makes
 * time-stamps of any time, and puts the unit's old lists beside them. By validation time sliding (5.6.2.2) an old list about
 * the unit leads back to its own date, and for that date nothing but the token says that the token was there: NO_POE. So
 * for later times the caller gives a list about the unit that is of then; while that is missing the time-stamp proves
 * nothing, and the signature is judged without it (TRY_LATER, because such a list may still come). Once the unit's certificate
 * has run out, only an archive time-stamp (LTA) made before would help.
 */
export { documentReport } from './document.ts';
export { judgeSignature } from './judge.ts';
export { ADES_RULES } from './rules.ts';
export { type SignerOptions, type SignerReport, validateSigner } from './signer.ts';
