import type { BelievedTimestamp, ReportData, SignedMaterial, SupportObject } from '@kazasu/pki';

export type DocumentFormat = 'pades' | 'cms' | 'xades';

/** What goes to the thread that judges: plain data, the document's memory moves with it and comes back. */
export interface DocumentTask {
  readonly format: DocumentFormat;
  readonly document: Uint8Array<ArrayBuffer>;
  /** Of a detached signature: what it is over. */
  readonly content?: Uint8Array<ArrayBuffer> | undefined;
  readonly anchors: readonly Uint8Array[];
  readonly timestampAnchors: readonly Uint8Array[];
  readonly time: number;
  /** Whether signers with a certificate of a phone will do. */
  readonly phones: boolean;
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

/** One signature as the judge found it; undefined where it could not be read so far. */
export interface FoundSignature {
  readonly certificate: Uint8Array | undefined;
  readonly signed: SignedMaterial | undefined;
  /** Over it, and believed. */
  readonly timestamps: readonly BelievedTimestamp[];
  /** What the judgement of signer and time-stamps rested on, out of the document or from us. */
  readonly support: readonly SupportObject[];
}

export interface DocumentFinding {
  readonly report: ReportData;
  readonly signatures: readonly FoundSignature[];
  readonly document: Uint8Array<ArrayBuffer>;
  readonly content: Uint8Array<ArrayBuffer> | undefined;
}

export type ThreadAnswer =
  | { readonly kind: 'found'; readonly finding: DocumentFinding }
  /** The code of what was thrown: nothing of the document is in it. */
  | { readonly kind: 'failed'; readonly code: string };
