import { toUtf8 } from '@kazasu/bytes';
import { reportData } from '@kazasu/pki';
import { randomId } from '@kazasu/server/random';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { Once, StoredRecord } from '../evidence/index.ts';
import { type AskAuthority, askAuthority, type RevocationMethod } from '../judge/index.ts';
import { type Holder, latestCertificate } from './certificate.ts';
import type { KnownCertificate } from './certificate-data.ts';
import { reasonOf, type StatusFound, statusOf } from './status.ts';

export type CheckDeps = Pick<
  VerifierDeps,
  'store' | 'keys' | 'trust' | 'clock' | 'log' | 'authority' | 'evidence'
>;

export interface CheckRequest {
  readonly tenantId: string;
  /** By the person, or by a verification of theirs. */
  readonly personId?: string | undefined;
  readonly verificationId?: string | undefined;
  readonly purpose: string;
  readonly method: RevocationMethod;
  readonly once?: Once | undefined;
}

/** A check that was made and recorded. */
export interface StatusCheck {
  readonly id: string;
  readonly at: number;
  readonly personId: string;
  readonly purpose: string;
  readonly method: RevocationMethod;
  readonly found: StatusFound;
  readonly leafIndex: number;
}

/** `before`: the record that stood there already, where `once` was known; nothing was recorded then. */
export interface Recorded extends StatusCheck {
  readonly before?: StoredRecord;
}

/**
 * Looks the person's latest known signature certificate up and records what was found, before anybody is told. Throws
 * `certificate-unknown` for a person whom this tenant never met, or who was erased; `revocation-unavailable`.
 */
export async function checkStatus(
  deps: CheckDeps,
  request: CheckRequest,
  ask: AskAuthority = askAuthority,
): Promise<Recorded> {
  const { tenantId } = request;
  const personId = request.personId ?? (await personIn(deps, request));
  const known = personId && (await latestCertificate(deps, { tenantId, personId }));
  if (!known) throw new VerifierError('certificate-unknown');
  const found = await statusOf(deps, known, request.method, ask);
  return recordStatus(deps, known, request, found, request.once);
}

async function personIn({ evidence }: CheckDeps, { tenantId, verificationId = '' }: CheckRequest) {
  return (await evidence.find(tenantId, verificationId))?.personId;
}

/** With `once` a second record of the same thing is not made: the first one's place is told. */
export async function recordStatus(
  deps: Pick<VerifierDeps, 'evidence'>,
  known: KnownCertificate & Holder,
  { purpose, method }: Pick<CheckRequest, 'purpose' | 'method'>,
  found: StatusFound,
  once?: Once,
): Promise<Recorded> {
  const { tenantId, personId, certificate } = known;
  const [id, at] = [randomId(), found.report.time];
  const report = reportData(found.report);
  const appended = await deps.evidence.append({
    ...{ id, tenantId, personId, at, kind: 'status-check', once },
    parts: {
      request: toUtf8(JSON.stringify({ purpose, method })),
      report: toUtf8(JSON.stringify(report)),
      // The certificate without the person, which names it by its number.
      subject: certificate.encoded,
    },
    objects: found.objects,
    search: { verdict: found.report.verdict, purpose },
    answer: toUtf8(JSON.stringify(answerOf({ id, at, personId, purpose, method, found }))),
  });
  const check = { at, personId, purpose, method, found };
  if (appended.kind === 'appended') return { ...check, id, leafIndex: appended.leafIndex };
  const before = appended.record;
  return { ...check, id: before.id, leafIndex: before.leafIndex, before };
}

/** As it is sent and kept. The dates of a revocation are the certificate's, and no item of the person. */
export function answerOf({ found, ...check }: Omit<StatusCheck, 'leafIndex'>) {
  const { status, revokedAt, reason, updatedAt } = found;
  const undecided = reasonOf(found);
  return {
    ...check,
    status,
    ...(revokedAt !== undefined && { revokedAt }),
    ...(reason !== undefined && { reason }),
    ...(updatedAt !== undefined && { sourceUpdatedAt: updatedAt }),
    ...(undecided !== undefined && { undecided }),
  };
}
