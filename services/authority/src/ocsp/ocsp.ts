import { toHex } from '@kazasu/bytes';
import {
  type OcspAnswer,
  type OcspCertificateId,
  type OcspRequest,
  type OcspStatus,
  ocspError,
  prepareOcspResponse,
} from '@kazasu/pki/issue';
import { type CertificationAuthority, isAlive } from '../ca/index.ts';
import { findCertificate, normaliseSerial } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { type Cycle, cycleAt } from './cycle.ts';
import type { KeptAnswer, SignedAnswer } from './kept-answers.ts';
import type { ResponderKey } from './responder-certificate.ts';

/** What may be said of an answer that others may keep: none is an error, answers a nonce, or says `unknown`. */
interface AnswerLife {
  readonly producedAt: number;
  readonly nextUpdate: number;
  /** The end of its cycle: who asks later gets another one. Before nextUpdate. */
  readonly freshUntil: number;
}

export interface OcspReply {
  /** DER. */
  readonly response: Uint8Array<ArrayBuffer>;
  readonly life?: AnswerLife;
}

interface Desk {
  readonly deps: AuthorityDeps;
  readonly ca: CertificationAuthority;
  readonly key: ResponderKey;
  readonly now: number;
  readonly cycle: Cycle;
  /** The issuer's count of changes, read after the question has come. */
  readonly changes: number;
}

/** How many certificates are asked about; what is no request is one question too. */
export function questionsIn(request: OcspRequest | undefined): number {
  return Math.max(1, request?.certificates.length ?? 1);
}

/** DER of the response, which is an error response where there is nothing to say; undefined is what was no request. */
export async function answerOcsp(deps: AuthorityDeps, request: OcspRequest | undefined): Promise<OcspReply> {
  if (!request) return { response: ocspError('malformedRequest') };
  const ca = issuerOf(deps, request.certificates);
  const key = ca && deps.ocsp.keys.get(ca.keyId);
  const now = deps.clock.now();
  if (!ca || !key || !isAlive(ca, now)) return { response: ocspError('unauthorized') };
  const changes = await deps.ocsp.changesOf(ca.keyId);
  const desk: Desk = { deps, ca, key, now, cycle: cycleAt(now), changes };
  const [first, ...more] = request.certificates;
  if (first !== undefined && more.length === 0 && request.nonce === undefined) return keptAnswer(desk, first);
  const answers: OcspAnswer[] = [];
  for (const id of request.certificates) {
    answers.push({ certificateId: id.encoded, status: (await knownOf(desk, id)).status });
  }
  return { response: await sign(desk, answers, request.nonce) };
}

/** A response is signed for one issuer, so all questions must name the same one, by name and key. */
function issuerOf(
  deps: AuthorityDeps,
  [first, ...more]: readonly OcspCertificateId[],
): CertificationAuthority | undefined {
  const ca = first && deps.ocsp.issuers(first);
  return more.every((id) => deps.ocsp.issuers(id) === ca) ? ca : undefined;
}

/** The answer of this cycle, signed once and sent to everybody who asks without a nonce. */
async function keptAnswer(desk: Desk, id: OcspCertificateId): Promise<OcspReply> {
  const { cycle, now } = desk;
  const known = await knownOf(desk, id);
  const { status, signed } = known;
  // A clock that was set back must not make answers of the future.
  if (signed !== undefined && signed.producedAt <= now) return replyOf(cycle, signed);
  const response = await sign(desk, [{ certificateId: id.encoded, status }], undefined);
  if (status.kind === 'unknown') return { response };
  known.signed = { producedAt: now, response };
  return replyOf(cycle, known.signed);
}

/**
 * What is known of a certificate: while the issuer's count of changes stands, it is what it was. When that has moved, the
 * certificate is looked at again; only if it changed itself does what was signed of it count no more.
 */
async function knownOf(desk: Desk, { encoded, serial }: OcspCertificateId): Promise<KeptAnswer> {
  const { cycle, changes } = desk;
  const { kept } = desk.deps.ocsp;
  const id = toHex(encoded);
  const known = kept.find(cycle, id);
  if (known?.changes === changes) return known;
  const status = await statusOf(desk, serial);
  if (known !== undefined && isSame(known.status, status)) {
    known.changes = Math.max(known.changes, changes);
    return known;
  }
  const found: KeptAnswer = { changes, status, signed: undefined };
  // What was never issued may be tomorrow, and anybody can make up numbers.
  if (status.kind !== 'unknown') kept.keep(cycle, id, found);
  return found;
}

function replyOf({ end, nextUpdate }: Cycle, { response, producedAt }: SignedAnswer): OcspReply {
  return { response, life: { producedAt, nextUpdate, freshUntil: end } };
}

function isSame(one: OcspStatus, other: OcspStatus): boolean {
  if (one.kind !== 'revoked' || other.kind !== 'revoked') return one.kind === other.kind;
  return one.at === other.at && one.reason === other.reason;
}

async function sign(
  { deps, ca, key, now, cycle }: Desk,
  answers: readonly OcspAnswer[],
  nonce: Uint8Array | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const certificate = await deps.ocsp.certificateOf(ca);
  if (certificate === undefined) return ocspError('unauthorized');
  const { toBeSigned, finish } = prepareOcspResponse({
    responderKeyId: key.keyId,
    responderCertificate: certificate,
    producedAt: now,
    nextUpdate: cycle.nextUpdate,
    nonce,
    answers,
    generation: ca.cards,
  });
  return finish(await key.sign(toBeSigned));
}

/** `good` is said of what was issued here and of nothing else. */
async function statusOf({ deps, ca }: Desk, serial: Uint8Array): Promise<OcspStatus> {
  const known = await findCertificate(deps.store, ca.keyId, normaliseSerial(toHex(serial)));
  if (!known) return { kind: 'unknown' };
  if (known.revokedAt === null || known.reason === null) return { kind: 'good' };
  return { kind: 'revoked', at: known.revokedAt, reason: known.reason };
}
