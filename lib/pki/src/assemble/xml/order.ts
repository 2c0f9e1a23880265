import type { SignedValue } from '../signer.ts';

/** What is signed, and where it stands. */
export type XmlContent =
  /** A document that gets its signature as last child of its root element, and is signed whole. */
  | { readonly kind: 'enveloped'; readonly xml: Uint8Array }
  /** Octets of any kind that go into the signature, in base64. */
  | { readonly kind: 'enveloping'; readonly content: Uint8Array; readonly mediaType?: string }
  /** Octets elsewhere, by the URI that verifiers are to know them by, and SHA-256. */
  | {
      readonly kind: 'detached';
      readonly uri: string;
      readonly digest: Uint8Array;
      readonly mediaType?: string;
    };

export interface XmlOrder {
  readonly content: XmlContent;
  /** DER. With it the signature becomes XAdES, which names its certificate. */
  readonly certificate?: Uint8Array;
  /** Milliseconds since 1970. */
  readonly signingTime: number;
}

/** Plain data, to be kept until the signature comes back. */
export interface PreparedXml {
  /** The whole document; value, certificates and time-stamp of the signature are still missing. */
  readonly document: Uint8Array;
  /** Where SignatureValue and KeyInfo belong, and where unsigned properties do: octets from the start of the document. */
  readonly valueAt: number;
  readonly unsignedAt: number;
  /** Canonical form of SignedInfo: the octets that are signed. */
  readonly signedInfo: Uint8Array;
  /** Their SHA-256: what to have signed, by `digestInfoOf`. */
  readonly digest: Uint8Array;
  /** SHA-256 of the certificate, if it was known. */
  readonly certificateDigest?: Uint8Array;
}

export interface XmlParts extends SignedValue {
  /** Certificates above the signer's, DER, in any order. */
  readonly chain?: readonly Uint8Array[];
  /** DER of an RFC 3161 token over `signatureValueOctets`: level T. */
  readonly timestamp?: Uint8Array;
}
