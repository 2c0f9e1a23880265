/** `draft`: it cannot be a record. `damaged`: what is stored does not fit together. `busy`: too many wait already. */
export type EvidenceLogErrorCode = 'evidence/draft' | 'evidence/damaged' | 'evidence/busy';

export class EvidenceLogError extends Error {
  override readonly name = 'EvidenceLogError';
  readonly code: EvidenceLogErrorCode;

  constructor(code: EvidenceLogErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
