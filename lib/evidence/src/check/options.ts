import type {
  CertificateInput,
  DocumentReport,
  Profile,
  Report,
  SignatureOptions,
  Verdict,
} from '@kazasu/pki';
import type { NoteKey } from '../checkpoint/index.ts';
import type { Entry } from '../entry/index.ts';
import type { RequestMethod } from '../part/index.ts';

/** Whom to believe. Nothing of it comes from the bundle. What is left out makes checks open, never passed. */
export interface EvidenceTrust {
  /** Certificates of the authorities that issued signers' certificates. */
  readonly anchors?: readonly CertificateInput[];
  /** Certificates of the authorities of time-stamp units. */
  readonly timestampAnchors?: readonly CertificateInput[];
  /** Keys of logs by their origin; several of one origin after a change of the key. */
  readonly logKeys?: readonly NoteKey[];
  /** Keys of witnesses. If any are named, one of them at least must have signed each head. */
  readonly witnesses?: readonly NoteKey[];
}

/** A document to be judged as it was when the record was made. */
export interface DocumentQuestion {
  readonly method: Exclude<RequestMethod, 'values'>;
  readonly document: Uint8Array;
  /** For the time of the record, by its lists and answers, and by the trust of the caller. */
  readonly options: SignatureOptions;
}

/** `verifyCms`, `verifyPades` or `verifyXades` of `@kazasu/pki`, by the method. */
export type JudgeDocument = (question: DocumentQuestion) => DocumentReport;

/** What a bundle is judged by. */
export interface CheckOptions {
  readonly trust?: EvidenceTrust;
  /** Milliseconds since 1970: the time of the judgement. */
  readonly time: number;
  /** The document that was signed or handed in: whether it is what was signed is asked. */
  readonly document?: Uint8Array;
  /**
   * Judges the document itself, where its hash is not what was signed: PDF, XML, and CMS. Without it such a document leaves the
   * judgement open. The caller brings it, because what reads PDF and XML is not for every place where bundles are judged.
   */
  readonly judgeDocument?: JudgeDocument;
  /**
   * What a signer's certificate must look like; one of them has to fit. Default: certificates for signatures on cards and on
   * phones. Empty: any certificate.
   */
  readonly profiles?: readonly Profile[];
  /** How long after the record the first time-stamp may come, in milliseconds. Default: one day. */
  readonly stampDelayMax?: number;
}

/** Something to be believed that the caller did not bring. Fingerprints are SHA-256 of the DER, or of the raw key. */
export interface Wanted {
  readonly use: 'signer' | 'timestamp' | 'log';
  readonly sha256: string;
}

/** What became of the signatures in a record: their verdict, or why there are none to judge. */
export type SignatureState = Verdict | 'erased' | 'none';

/**
 * The judgement of a bundle. `verdict` is of everything together; `record` and `signature` answer the two questions in it
 * apart: a genuine record of a signature that was not valid is genuine.
 */
export interface EvidenceReport extends Report {
  /** Does the record stand in the log as it is here, since a time that is proven? */
  readonly record: Verdict;
  /** Did the signature hold at the time of the record? */
  readonly signature: SignatureState;
  /** There if the entry could be read. */
  readonly entry?: Entry;
  /** Of the first time-stamp: the record existed then at the latest. Proven only if `record` is valid. */
  readonly provenAt?: number;
  /** The verdict that was recorded, as the part `report` tells it. */
  readonly recorded?: Verdict;
  /** What would have to be believed for an answer, if it was not brought. Compare these by another way than the bundle. */
  readonly wanted: readonly Wanted[];
  /** The judgement of each signature's path, in the order of the part `signature`. */
  readonly signatures: readonly Report[];
  /** The judgement of each step's token. */
  readonly timestamps: readonly Report[];
}
