import type { Rule } from '../rule.ts';
import {
  PADES_CERTIFICATION,
  PADES_DSS,
  PADES_FILE,
  PADES_SIGNATURES,
  PADES_TIMESTAMP,
  PADES_UPDATES,
} from './rules-document.ts';
import {
  PADES_BASELINE,
  PADES_BYTE_RANGE,
  PADES_CMS,
  PADES_CONTENTS,
  PADES_DICTIONARY,
  PADES_FIELD,
} from './rules-signature.ts';

/** Every rule about signatures in PDF files. */
export const PADES_RULES: readonly Rule[] = [
  PADES_FILE,
  PADES_SIGNATURES,
  PADES_CERTIFICATION,
  PADES_DSS,
  PADES_TIMESTAMP,
  PADES_DICTIONARY,
  PADES_BASELINE,
  PADES_BYTE_RANGE,
  PADES_CONTENTS,
  PADES_FIELD,
  PADES_CMS,
  PADES_UPDATES,
];
