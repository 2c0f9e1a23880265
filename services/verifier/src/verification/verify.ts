import { toUtf8 } from '@kazasu/bytes';
import { encodeRequestPart, encodeSignaturePart } from '@kazasu/evidence';
import { ifReadable, parseTextItems, type TextItems } from '@kazasu/pki';
import { randomId } from '@kazasu/server/random';
import { inSpan } from '@kazasu/server/trace';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { Once, RecordDraft, StoredRecord } from '../evidence/index.ts';
import type { Judgement } from '../judge/index.ts';
import type { Caller } from '../key/key-data.ts';
import { findPerson } from '../person/index.ts';
import { rememberCertificate } from '../status/index.ts';
import type { Language } from '../text.ts';
import { type AnswerOf, keptAnswer, storedAnswer, verificationOf, verificationText } from './answer.ts';

/** What is stated beside whatever is to be verified. */
export interface Statement {
  readonly purpose: string;
  readonly reference: string | undefined;
  readonly revocation: 'crl' | 'ocsp';
}

export interface VerificationTask {
  readonly caller: Caller;
  readonly statement: Statement;
  readonly once: Once;
  readonly language: Language;
  /** Called only if nothing of the same key is there. */
  readonly judge: () => Promise<Judgement>;
}

export interface Verified {
  readonly id: string;
  /** The answer as JSON. */
  readonly verification: string;
  /** The answer to an earlier request of the same key: without items. */
  readonly replayed: boolean;
}

/**
 * Judges, and answers when the evidence is durable. A request of a key that is there gets the answer that is there; of several
 * at the same time the log takes one. Items are in the answer to the one that was taken, and in no other.
 */
export async function verifyOnce(deps: VerifierDeps, task: VerificationTask): Promise<Verified> {
  const { tenantId } = task.caller.tenant;
  return deps.inProgress.run(task.once.key, async () => {
    const before = await deps.evidence.findOnce(tenantId, task.once.key);
    return before === undefined ? record(deps, task) : replay(before, task);
  });
}

async function record(deps: VerifierDeps, task: VerificationTask): Promise<Verified> {
  const { caller, statement, once, language } = task;
  const judgement = await inSpan('judgement', {}, () => task.judge());
  const certificate = judgement.report.verdict === 'valid' ? judgement.certificate : undefined;
  const personId = certificate && (await personOf(deps, caller, certificate));
  // The time of the judgement, not of the writing: who checks the evidence judges for the time of the record.
  const at = judgement.report.time;
  const answer: AnswerOf = { id: randomId(), at, ...statement, personId, judgement };
  const report = JSON.stringify(judgement.report);
  const stored = storedAnswer(answer);
  const appended = await deps.evidence.append(draftOf(answer, { stored, report }, { caller, once }));
  if (appended.kind === 'duplicate') return replay(appended.record, task);
  deps.log.info('verification.recorded', {
    clientId: caller.tenant.tenantId,
    state: judgement.report.verdict,
  });
  const given = { id: answer.id, leafIndex: appended.leafIndex };
  const items = certificate && itemsIn(certificate);
  const verification = verificationText({ stored, report }, judgement.report, given, { language, items });
  return { id: answer.id, verification, replayed: false };
}

function replay(record: StoredRecord, { once, language }: VerificationTask): Verified {
  if (record.fingerprint !== once.fingerprint) throw new VerifierError('idempotency-key-reused');
  const kept = keptAnswer(record);
  if (kept === undefined) throw new VerifierError('verification-erased');
  const verification = JSON.stringify(verificationOf(kept, record, language));
  return { id: record.id, verification, replayed: true };
}

type Signer = NonNullable<Judgement['certificate']>;

/** A certificate that is met for the first time is kept, without the person, so that its status can be asked for later. */
async function personOf(deps: VerifierDeps, { tenant: { tenantId } }: Caller, certificate: Signer) {
  const { issuerKeyId, serial } = certificate;
  if (issuerKeyId === undefined) return undefined;
  return findPerson(deps, tenantId, { issuerKeyId, serial }, (within, personId) =>
    rememberCertificate(deps, { tenantId, personId }, certificate, within),
  );
}

/** The profile asks for items in a form that can be read, so a valid certificate has them. */
function itemsIn(certificate: Signer): TextItems | undefined {
  return ifReadable(() => parseTextItems(certificate));
}

function draftOf(
  { id, at, purpose, reference, revocation, personId, judgement }: AnswerOf,
  { stored, report }: { readonly stored: string; readonly report: string },
  { caller, once }: Pick<VerificationTask, 'caller' | 'once'>,
): RecordDraft {
  const { method, digests, document, signatures, objects } = judgement;
  const request = {
    method,
    purpose,
    revocation,
    digests,
    ...(document !== undefined && { document: { sha256: document } }),
    ...(reference !== undefined && { reference }),
  };
  return {
    id,
    at,
    tenantId: caller.tenant.tenantId,
    kind: 'verification',
    parts: {
      request: encodeRequestPart(request),
      report: toUtf8(report),
      signature: encodeSignaturePart({ signatures }),
    },
    objects,
    personId,
    search: { verdict: judgement.report.verdict, purpose, reference },
    answer: toUtf8(stored),
    once,
  };
}
