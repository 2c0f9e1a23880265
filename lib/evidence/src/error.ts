/** What can be wrong with evidence from outside, or asked of it. Callers test the code, never the text. */
export type EvidenceErrorCode =
  /** A position or size that no tree has, or nodes that do not fit it. */
  | 'evidence/tree'
  /** Not an entry exactly as this room writes it. */
  | 'evidence/entry'
  /** Not a signed note, or not a checkpoint of a log. */
  | 'evidence/checkpoint'
  /** Not a key of a log or witness. */
  | 'evidence/key'
  /** Not a bundle: other members, kinds or spellings than the format has. */
  | 'evidence/bundle'
  /** Not the content that a part of a record has. */
  | 'evidence/part'
  /** Not a proof of consistency. */
  | 'evidence/proof'
  /** Not a trust file. */
  | 'evidence/trust'
  /** Larger or more numerous than any honest input. */
  | 'evidence/budget';

/** The one error of this room. The message names the rule that was broken, never the content. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError';
  readonly code: EvidenceErrorCode;

  constructor(code: EvidenceErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
