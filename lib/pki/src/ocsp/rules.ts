import type { Rule } from '../rule.ts';
import { OCSP_CURRENCY } from './check-currency.ts';
import { OCSP_EXTENSIONS } from './check-extensions.ts';
import { OCSP_NONCE } from './check-nonce.ts';
import { OCSP_FORM } from './check-ocsp.ts';
import { OCSP_RETENTION } from './check-retention.ts';
import { OCSP_SINGLE } from './check-single.ts';
import { OCSP_RESPONDER, OCSP_SIGNATURE } from './responder.ts';

/** Every rule of this folder, for those who put reports into words. */
export const OCSP_RULES: readonly Rule[] = [
  OCSP_FORM,
  OCSP_RESPONDER,
  OCSP_SIGNATURE,
  OCSP_NONCE,
  OCSP_SINGLE,
  OCSP_EXTENSIONS,
  OCSP_CURRENCY,
  OCSP_RETENTION,
];
