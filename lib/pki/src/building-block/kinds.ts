import {
  CERTIFICATE,
  CRL,
  FUNCTION,
  listOf,
  OCTETS,
  type OptionKinds,
  oneOf,
  optional,
  PROFILE,
  REVOCATION,
  TEXT,
  TIME,
} from '../option.ts';
import type { SignatureOptions } from './options.ts';

/** What the options of the judges of signed documents must be. */
export const SIGNATURE_KINDS: OptionKinds<SignatureOptions> = {
  anchors: listOf(CERTIFICATE),
  timestampAnchors: optional(listOf(CERTIFICATE)),
  time: TIME,
  profile: optional(PROFILE),
  intermediates: optional(listOf(CERTIFICATE)),
  crls: optional(listOf(CRL)),
  ocspResponses: optional(listOf(OCTETS)),
  knownCrlNumbers: optional(FUNCTION),
  revocation: optional(REVOCATION),
  revocationFreshness: optional(oneOf('current', 'issued-after')),
  signaturePolicies: optional(listOf(TEXT)),
  content: optional(OCTETS),
};
