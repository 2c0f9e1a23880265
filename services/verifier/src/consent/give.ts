import { type ConsentView, parseStatement } from '@kazasu/authority/api';
import { concat, fromBase64, toBase64, toHex, toUtf8 } from '@kazasu/bytes';
import { seal } from '@kazasu/server/keys';
import { randomId } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { type Judgement, judgeValues, type SignatureValue } from '../judge/index.ts';
import type { Caller } from '../key/key-data.ts';
import { findPerson } from '../person/index.ts';
import { requirePurpose } from '../purpose.ts';
import { rememberCertificate } from '../status/index.ts';
import { uuidFrom } from '../uuid.ts';
import { openResult } from '../verification/open-result.ts';
import { asking } from './authority.ts';
import type { Consent, SignedPreparation } from './consent-data.ts';
import { insertConsent, isPrepared, keepPreparation } from './consent-store.ts';
import type { ConsentRequest } from './messages.ts';
import { hashOf } from './prepare.ts';

const REFUSALS = {
  signed_message_invalid: 'consent-refused',
  signed_message_used: 'consent-used',
  purpose_refused: 'consent-refused',
  card_state: 'consent-refused',
} as const;

interface SignedConsent {
  readonly statement: Uint8Array;
  readonly certificate: Uint8Array;
  readonly value: SignatureValue;
}

/** A statement that was handed in may be handed in again for so long after it was written. */
const AGAIN_MS = 24 * 3_600_000;

/**
 * Hands a consent in that was prepared for this tenant, and keeps it: here without the certificate, and in the evidence only that
 * it was given. A statement is for one signature: it is bound to the first certificate, and refused with another before the authority hears of it. Each step does nothing if it was done before, the authority's too, so that whoever repeats a request of which the answer
 * was lost, wherever on the way, completes it and gets the same consent. Throws `consent-not-prepared`, `consent-signature`,
 * `consent-refused`, `consent-used`, `consent-ended`, `purpose-not-allowed`, `authority-unavailable`, `revocation-unavailable`.
 */
export async function giveConsent(
  deps: VerifierDeps,
  caller: Caller,
  request: ConsentRequest,
): Promise<Consent> {
  const { tenantId } = caller.tenant;
  const statement = fromBase64(request.statement);
  const digest = hashOf(statement);
  const statementHash = toHex(digest);
  const said = parseStatement('consent', statement);
  const prepared = await isPrepared(deps.store, { statementHash, tenantId }, deps.clock.now());
  if (said === undefined || !prepared) throw new VerifierError('consent-not-prepared');
  requirePurpose(caller, said.purpose);
  const signed = { statement, ...(await signedIn(deps, caller, request, digest)) };
  const { judgement, personId } = await judge(deps, tenantId, signed);
  const signer = toHex(hashOf(signed.certificate));
  const preparation = { statementHash, tenantId, signer, personId, expiresAt: said.at + AGAIN_MS };
  await hold(deps.store, preparation, deps.clock.now());
  const view = await handIn(deps, signed);
  if (!view.inForce) throw new VerifierError('consent-ended');
  const consent = consentOf(view, { tenantId, personId, consentId: idOf(tenantId, digest) });
  await record(deps, { consent, judgement, statementHash });
  const proof = seal(deps.keys.master, concat(signed.value.signature, statement), proofContext(consent));
  const isNew = await deps.store.transaction(async (within) => {
    // Whoever was erased meanwhile stays erased.
    await hold(within, preparation, deps.clock.now());
    return insertConsent(within, consent, proof);
  });
  if (isNew) deps.log.info('consent.given', { clientId: tenantId });
  return consent;
}

/** Until the end of the transaction nobody takes it away. */
async function hold(store: StatementRunner, preparation: SignedPreparation, now: number): Promise<void> {
  if (!(await keepPreparation(store, preparation, now))) throw new VerifierError('consent-not-prepared');
}

/** The same for the same statement, which holds a number that nobody could foresee. */
function idOf(tenantId: string, digest: Uint8Array): string {
  return uuidFrom(hashOf(concat(toUtf8(`verifier/consent ${tenantId} `), digest)));
}

/** The certificate, and the signature over this very statement. */
async function signedIn(
  deps: VerifierDeps,
  { tenant }: Caller,
  request: ConsentRequest,
  digest: Uint8Array,
): Promise<Omit<SignedConsent, 'statement'>> {
  if (!('jwe' in request)) {
    const value = { digest, signature: fromBase64(request.signature) };
    return { certificate: fromBase64(request.certificate), value };
  }
  const { certificate, values } = await openResult(deps, tenant, request.jwe);
  const value = values.find((one) => toHex(one.digest) === toHex(digest));
  if (value === undefined) throw new VerifierError('consent-signature');
  return { certificate, value };
}

/** Whose it is must be beyond doubt before anything is kept under their name. */
async function judge(deps: VerifierDeps, tenantId: string, { certificate, value }: SignedConsent) {
  const judgement = await judgeValues(deps, { certificate, values: [value], revocation: 'crl' });
  const signer = judgement.certificate;
  if (judgement.report.verdict !== 'valid' || signer?.issuerKeyId === undefined) {
    throw new VerifierError('consent-signature');
  }
  const { issuerKeyId, serial } = signer;
  const personId = await findPerson(deps, tenantId, { issuerKeyId, serial }, (within, person) =>
    rememberCertificate(deps, { tenantId, personId: person }, signer, within),
  );
  return { judgement, personId };
}

function handIn(deps: VerifierDeps, { statement, certificate, value }: SignedConsent): Promise<ConsentView> {
  const message = {
    statement: toBase64(statement),
    certificate: toBase64(certificate),
    signature: toBase64(value.signature),
  };
  return asking(deps, () => deps.authority.giveConsent(message), REFUSALS);
}

function consentOf(
  { consentId: authorityId, service, purpose, givenAt, endsAt }: ConsentView,
  whose: Pick<Consent, 'tenantId' | 'personId' | 'consentId'>,
): Consent {
  return {
    ...whose,
    authorityId,
    service,
    purpose,
    givenAt,
    endsAt,
    endedAt: undefined,
  };
}

/** That it was given, to what, and how that was found out; neither the certificate nor the signature. */
async function record(
  { evidence, clock }: VerifierDeps,
  {
    consent,
    judgement,
    statementHash,
  }: {
    readonly consent: Consent;
    readonly judgement: Judgement;
    readonly statementHash: string;
  },
): Promise<void> {
  const { consentId, tenantId, personId, purpose, service } = consent;
  const request = { purpose, service, statement: statementHash };
  await evidence.append({
    ...{ id: randomId(), tenantId, personId, at: clock.now(), kind: 'consent' },
    parts: {
      request: toUtf8(JSON.stringify(request)),
      report: toUtf8(JSON.stringify(judgement.report)),
    },
    objects: judgement.objects,
    search: { verdict: 'valid', purpose },
    answer: toUtf8(JSON.stringify({ consentId, personId, purpose })),
    once: { key: statementHash, fingerprint: statementHash },
  });
}

function proofContext({ tenantId, consentId }: Consent): string {
  return `proof of consent ${consentId} of tenant ${tenantId}`;
}
