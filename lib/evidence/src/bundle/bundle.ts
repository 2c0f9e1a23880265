/** What `format` of a bundle says. */
export const BUNDLE_FORMAT = 'kazasu-evidence-bundle/1';

/** What a bundle has at most: octets of the file, and numbers of things in it. */
export const BUNDLE_LIMITS = {
  octets: 64 * 1024 * 1024,
  parts: 256,
  objects: 512,
  links: 64,
  validation: 64,
  path: 53,
  cosignatures: 64,
} as const;

/** Kinds of shared objects: DER of a certificate, a CRL, an OCSPResponse, a time-stamp token (ContentInfo). */
export type ObjectType = 'certificate' | 'crl' | 'ocsp' | 'timestamp';

export const OBJECT_TYPES: readonly ObjectType[] = ['certificate', 'crl', 'ocsp', 'timestamp'];

/** What a judgement rested on, whole. Named by its SHA-256 in the entry. */
export interface EvidenceObject {
  readonly type: ObjectType;
  readonly octets: Uint8Array;
}

/** What opens a commitment. */
export interface OpenedPart {
  /** 32 octets. */
  readonly salt: Uint8Array;
  readonly content: Uint8Array;
}

/**
 * One step of the proof. The first proves the record's entry; every further one proves the entry of kind `timestamp` that names
 * the token of the step before, under a later head with a younger token: so the older token is renewed.
 */
export interface ProofLink {
  /** The entry of kind `timestamp`; absent in the first step, which is about the record's own entry. */
  readonly entry?: Uint8Array;
  readonly leafIndex: number;
  /** From the leaf up, 32 octets each. */
  readonly path: readonly Uint8Array[];
  /** The signed note, as the log published it. */
  readonly checkpoint: Uint8Array;
  /**
   * What witnesses signed below the head, as signature lines of the note. Beside the note and not in it: they come when they come, and
   * the token is over the note.
   */
  readonly cosignatures?: readonly string[];
  /** RFC 3161 token over SHA-256 of the whole note; absent while the head waits for one. */
  readonly token?: Uint8Array;
  /** What it takes to judge the token: certificates, CRLs and OCSP answers. */
  readonly validation: readonly EvidenceObject[];
}

/** One record with all that it takes to check it without whoever made it. */
export interface Bundle {
  /** The leaf, as it stands in the log. */
  readonly entry: Uint8Array;
  /** By name. A part that the entry names and that is not here was erased or withheld. */
  readonly parts: Readonly<Record<string, OpenedPart>>;
  readonly objects: readonly EvidenceObject[];
  /** At least one step. */
  readonly proof: readonly ProofLink[];
  /** What the bundle says of its log. Nothing is believed by it: who checks brings the key. */
  readonly log: LogIdentity;
}

/** Origin and raw Ed25519 key (32 octets) of a log. */
export interface LogIdentity {
  readonly origin: string;
  readonly publicKey: Uint8Array;
}
