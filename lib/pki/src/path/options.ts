import type { Certificate } from '../certificate.ts';
import type { CertificateInput } from '../certificate-input.ts';
import type { Crl, KnownCrlNumbers } from '../crl/index.ts';
import type { Evidence } from '../evidence.ts';
import type { KeyUsageName } from '../extension/index.ts';
import type { Profile } from '../profile/profile.ts';
import type { Report } from '../report.ts';
import type { PathBudget } from './budget.ts';

export type { CertificateInput } from '../certificate-input.ts';

/** The certificate, what to trust, and when. Everything else narrows what is accepted. */
export interface PathOptions extends PathDemands, RevocationDemands {
  readonly certificate: CertificateInput;
  /** Any order, any number of useless ones; malformed ones are passed over. */
  readonly intermediates?: readonly CertificateInput[];
  /**
   * Certificates of authorities, self-signed or not. What stands in one counts: its dates, path length, name
   * constraints, policies and demands on policies narrow the path (RFC 5937), and an unknown critical extension refuses.
   */
  readonly anchors: readonly CertificateInput[];
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Certificates in a chain at most, leaf and anchor included. Default 10. */
  readonly maxDepth?: number;
  readonly budget?: Partial<PathBudget>;
}

/** What the path must be besides valid. */
export interface PathDemands {
  /** What the leaf must look like. Its policies are demanded of the whole path. */
  readonly profile?: Profile;
  /** What the certificate of the anchor, and of no authority below it, must look like. */
  readonly anchorProfile?: Profile;
  /** user-initial-policy-set, dotted; default: any policy, or the profile's. */
  readonly policies?: readonly string[];
  /** initial-explicit-policy: some policy of `policies` must hold on the whole path. */
  readonly requireExplicitPolicy?: boolean;
  /** initial-policy-mapping-inhibit */
  readonly inhibitPolicyMapping?: boolean;
  /** initial-any-policy-inhibit */
  readonly inhibitAnyPolicy?: boolean;
  /** initial-permitted-subtrees: DER `GeneralSubtrees`. Malformed, it refuses every path. */
  readonly permittedSubtrees?: Uint8Array;
  /** initial-excluded-subtrees, likewise. */
  readonly excludedSubtrees?: Uint8Array;
  /** Purposes, dotted, that the leaf and every authority that states purposes must allow. Default: none is judged. */
  readonly extendedKeyUsage?: readonly string[];
  /** Usages that the leaf's keyUsage must have, if it states any. Default: none is judged. */
  readonly keyUsage?: readonly KeyUsageName[];
}

/** Where revocation is learnt from. */
export interface RevocationDemands {
  /** DER, or CRLs parsed before; any order, those about others are passed over. */
  readonly crls?: readonly (Uint8Array | Crl)[];
  readonly ocspResponses?: readonly Uint8Array[];
  /**
   * The highest CRL number believed before, by series: a lower one is a roll-back, and says nothing good. The evidence of
   * every report has `series` and `number` of the CRLs to remember.
   */
  readonly knownCrlNumbers?: KnownCrlNumbers;
  /**
   * `required`: every certificate of the path but the anchor must be known to be good; unknown leaves the verdict
   * indeterminate. Default: required as soon as `crls` or `ocspResponses` is given, even an empty list.
   */
  readonly revocation?: 'required' | 'none';
}

/** What was found of a path. Certificates in it are no proof of anything unless the verdict is valid. */
export interface PathReport extends Report {
  /** Not enumerable: neither `JSON.stringify` nor a log shows it, and a spread loses it. */
  readonly certificate?: Certificate;
  /** Likewise. Leaf first and anchor last; there if a chain was found, even if it is not valid. */
  readonly chain?: readonly Certificate[];
  /** user-constrained-policy-set, dotted and sorted; anyPolicy (2.5.29.32.0) in it stands for every policy. */
  readonly policies?: readonly string[];
  /** What the verdict rests on: the chain, and what was learnt about revocation from. */
  readonly evidence?: readonly Evidence[];
}
