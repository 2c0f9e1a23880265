/**
 * Signatures in PDF files: ETSI EN 319 142-1 (PAdES baseline, levels B, T and LT) and ISO 32000-2 12.8. Owns: which octets
 * a signature covers, what each revision after it changed, what the signer allowed to change, the validation data of the
 * document (DSS) and its time-stamps. Refuses: encrypted files, files that a reader would have to mend, signatures that
 * do not cover a whole revision, and every change behind a signature that neither adds signatures and validation data nor
 * was allowed by the signer. Draws no page: what may cover what was signed is never passed.
 */
export type { PadesReport, RevisionReport } from './report.ts';
export { PADES_RULES } from './rules.ts';
export { verifyPades } from './verify.ts';
