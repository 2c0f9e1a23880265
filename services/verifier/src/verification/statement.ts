import * as v from 'valibot';
import { Slug } from '../openapi/parameter.ts';
import { RevocationChoice } from './answer.ts';

/** The tenant's own name for the case: nothing that tells who a person is. */
export const Reference = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._:/-]{1,64}$/));

/** Beside whatever is to be verified, in the JSON body. */
export const STATEMENT = {
  /** One of the contract's purposes. */
  purpose: Slug,
  reference: v.optional(Reference),
  /** How revocation is learnt. */
  revocation: v.optional(RevocationChoice, 'crl'),
} as const;

/** The same beside a document, in headers: an address would end up in logs. */
export const STATEMENT_HEADERS = {
  'idempotency-key': v.optional(v.pipe(v.string(), v.maxLength(200))),
  'kazasu-purpose': v.optional(Slug),
  'kazasu-reference': v.optional(Reference),
  'kazasu-revocation': v.optional(RevocationChoice),
} as const;
