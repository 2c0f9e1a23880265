import type { Verification } from '@kazasu/rp';
import type { Application } from '../application/index.ts';
import { isSamePerson } from './same-person.ts';

/** Why an application is not taken, as far as the person needs to know it. */
export type Refusal =
  /** The certificate ended because name or address changed. */
  | 'moved'
  | 'revoked'
  | 'held'
  | 'expired'
  /** Whether the certificate is good is not known. */
  | 'unknown'
  /** The signature or the file does not stand. */
  | 'invalid'
  | 'other-person';

export type Decision =
  | { readonly kind: 'accepted'; readonly verificationId: string; readonly at: number }
  | {
      readonly kind: 'refused';
      readonly reason: Refusal;
      readonly verificationId: string;
      readonly at: number;
    }
  /** The verifier could not be asked: the signature is kept, and asked about again. */
  | { readonly kind: 'waiting' };

/** `status`: what the provider said of the certificate. */
export function decide(application: Application, status: string, verification: Verification): Decision {
  const { id: verificationId, at, verdict, items } = verification;
  const reason =
    verdict === 'valid' && status === 'good'
      ? items !== undefined && isSamePerson(application, items)
        ? undefined
        : 'other-person'
      : reasonOf(status, verification);
  return reason === undefined
    ? { kind: 'accepted', verificationId, at }
    : { kind: 'refused', reason, verificationId, at };
}

function reasonOf(status: string, { verdict, checks }: Verification): Refusal {
  const failed = checks.filter((check) => check.status === 'failed');
  const revoked = failed.find(({ reason }) => reason === 'revoked');
  if (status === 'on_hold' || failed.some(({ reason }) => reason === 'on-hold')) return 'held';
  if (revoked !== undefined || status === 'revoked') {
    // CRLReason (RFC 5280 5.3.1): what a move or a change of name is recorded as.
    return revoked?.facts.reason === 'affiliationChanged' ? 'moved' : 'revoked';
  }
  if (failed.some(({ reason }) => reason === 'expired')) return 'expired';
  return verdict === 'invalid' ? 'invalid' : 'unknown';
}
