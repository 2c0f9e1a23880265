import { KEY_USAGE_NAMES } from '../extension/index.ts';
import {
  AMOUNT,
  BOOLEAN,
  CERTIFICATE,
  CRL,
  FUNCTION,
  isObject,
  listOf,
  OCTETS,
  type OptionKind,
  type OptionKinds,
  oneOf,
  optional,
  PROFILE,
  REVOCATION,
  TEXT,
  TIME,
} from '../option.ts';
import { PATH_BUDGET } from './budget.ts';
import type { PathOptions } from './options.ts';

/** A limit that is misspelt, or no number, would be none. */
const BUDGET: OptionKind = {
  must: `an object of numbers, not below 0, by the names ${Object.keys(PATH_BUDGET).join(', ')}`,
  fits: (value) =>
    isObject(value) &&
    Object.entries(value).every(([name, limit]) => Object.hasOwn(PATH_BUDGET, name) && AMOUNT.fits(limit)),
};

/** What the options of `validatePath` must be. */
export const PATH_KINDS: OptionKinds<PathOptions> = {
  certificate: CERTIFICATE,
  anchors: listOf(CERTIFICATE),
  time: TIME,
  intermediates: optional(listOf(CERTIFICATE)),
  crls: optional(listOf(CRL)),
  ocspResponses: optional(listOf(OCTETS)),
  knownCrlNumbers: optional(FUNCTION),
  revocation: optional(REVOCATION),
  profile: optional(PROFILE),
  anchorProfile: optional(PROFILE),
  policies: optional(listOf(TEXT)),
  requireExplicitPolicy: optional(BOOLEAN),
  inhibitPolicyMapping: optional(BOOLEAN),
  inhibitAnyPolicy: optional(BOOLEAN),
  permittedSubtrees: optional(OCTETS),
  excludedSubtrees: optional(OCTETS),
  extendedKeyUsage: optional(listOf(TEXT)),
  keyUsage: optional(listOf(oneOf(...KEY_USAGE_NAMES))),
  maxDepth: optional(AMOUNT),
  budget: optional(BUDGET),
};
