/** `@kazasu/evidence/testing`: authorities, a log in memory, and good and spoilt bundles. For tests; README.md tells the files. */
import type { SpoiltCase } from './spoilt.ts';
import { FORM_CASES } from './spoilt-certificate.ts';
import { DOCUMENT_CASES } from './spoilt-document.ts';
import { LIST_CASES } from './spoilt-list.ts';
import { LOG_CASES } from './spoilt-log.ts';
import { PART_CASES } from './spoilt-part.ts';
import { SIGNATURE_CASES } from './spoilt-signature.ts';
import { TIME_CASES } from './spoilt-time.ts';
import { TYPE_CASES } from './spoilt-type.ts';

export * from './authorities.ts';
export * from './bundle.ts';
export * from './log.ts';
export * from './path.ts';
export * from './record.ts';
export * from './responder.ts';
export * from './signed.ts';
export * from './signed-document.ts';
export type { SpoiltCase } from './spoilt.ts';

/** Every way to spoil a bundle that tests know. */
export const SPOILT_CASES: readonly SpoiltCase[] = [
  ...LOG_CASES,
  ...TIME_CASES,
  ...TYPE_CASES,
  ...PART_CASES,
  ...DOCUMENT_CASES,
  ...SIGNATURE_CASES,
  ...LIST_CASES,
  ...FORM_CASES,
];
