import type { Rule } from '../rule.ts';
import { CRL_FORM } from './check-crl.ts';
import { CRL_CURRENCY } from './check-currency.ts';
import { CRL_EXTENSIONS_RULE } from './check-extensions.ts';
import { CRL_ISSUER } from './check-issuer.ts';
import { CRL_NUMBER_RULE } from './check-number.ts';
import { CRL_REASONS } from './check-reasons.ts';
import { CRL_RETENTION } from './check-retention.ts';
import { CRL_SCOPE } from './check-scope.ts';
import { CRL_SIGNATURE } from './check-signature.ts';

/** Every rule of this folder, for those who put reports into words. */
export const CRL_RULES: readonly Rule[] = [
  CRL_FORM,
  CRL_ISSUER,
  CRL_SIGNATURE,
  CRL_EXTENSIONS_RULE,
  CRL_SCOPE,
  CRL_CURRENCY,
  CRL_NUMBER_RULE,
  CRL_REASONS,
  CRL_RETENTION,
];
