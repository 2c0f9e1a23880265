/** What is looked at, in the order in which it is looked at; which of them a verdict has depends on the record. */
export type IntegrityCheckId =
  /** All files are of the form that the card's specification has. */
  | 'form'
  /** The CV certificate names an issuer whose key was handed in. */
  | 'issuer-known'
  /** That issuer signed the CV certificate, and so on down the chain. */
  | 'certificate-signature'
  /** The certified key signed the record. */
  | 'record-signature'
  /** The record's hash is that of the four items. */
  | 'four-items-hash'
  /** The record's hash is that of the My Number file. */
  | 'my-number-hash';

export interface IntegrityCheck {
  readonly id: IntegrityCheckId;
  readonly passed: boolean;
  /** Absent where it passed. `not-reached`: an earlier check failed and left nothing to look at. */
  readonly reason?: 'malformed' | 'unknown-issuer' | 'signature' | 'mismatch' | 'not-reached';
}

/** All checks of a record, each exactly once, whatever happened. */
export interface IntegrityVerdict {
  /** Whether all of them passed. */
  readonly passed: boolean;
  readonly checks: readonly IntegrityCheck[];
}

export type FailedReason = NonNullable<IntegrityCheck['reason']>;

/** Collects checks one after another; a failed one leaves those behind it not reached. */
export interface CheckList {
  /** Answers whether the check passed. Not to be called after one failed. */
  note(id: IntegrityCheckId, passed: boolean, reason: FailedReason): boolean;
  verdict(): IntegrityVerdict;
}

export function checkList(ids: readonly IntegrityCheckId[]): CheckList {
  const done = new Map<IntegrityCheckId, IntegrityCheck>();
  return {
    note(id, passed, reason) {
      done.set(id, passed ? { id, passed } : { id, passed, reason });
      return passed;
    },
    verdict() {
      const checks = ids.map((id) => done.get(id) ?? { id, passed: false, reason: 'not-reached' as const });
      return { passed: checks.every((check) => check.passed), checks };
    },
  };
}
