import { equal, fromBase64, toBase64, toHex } from '@kazasu/bytes';
import type { PhoneCertificates, PhoneRequest } from '../api.ts';
import { issuingCa } from '../ca/index.ts';
import {
  type CertifyPlan,
  certifyAuthentication,
  certifySignature,
  storeCertificates,
} from '../card/index.ts';
import {
  type CertificateRow,
  certificateStateOf,
  findCertificate,
  listOfResident,
} from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { lookAhead } from '../event/index.ts';
import { sha256 } from '../key.ts';
import { end, happen, type Step } from '../life/index.ts';
import {
  firstRefusalOf,
  honourMessage,
  isStatementSignedBy,
  type VerifiedMessage,
  verifyMessage,
} from '../signed-message/index.ts';
import { takeKey } from './key-store.ts';

interface PhoneKeys {
  readonly authentication: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * スマホ用電子証明書: both certificates of a phone, asked for with the card's signature and with both keys of the phone.
 * They end with the card's; those of a phone before are superseded. Throws `signed_message_invalid`,
 * `signed_message_used`, `card_state`, `card_conflict`.
 */
export async function issueToPhone(
  deps: AuthorityDeps,
  { request, proofs }: PhoneRequest,
): Promise<PhoneCertificates> {
  const verified = await verifyMessage(deps, 'phone', request);
  const keys = provenKeys(verified, proofs);
  const { residentId, sequence } = verified.signer;
  const attempt = { residentId, actor: 'holder', mayRecord: firstRefusalOf(verified) } as const;
  const { resident } = await lookAhead({ deps, ...attempt }, 'phone-issue');
  const { record } = resident;
  const parents = await parentsOf(deps, verified.signer);
  const plan = planOf(deps, { ...parents, sequence: await nextPhone(deps, residentId), record });
  const authentication = await certifyAuthentication(deps, plan('authentication'), {
    publicKey: keys.authentication,
  });
  const signature = await certifySignature(deps, plan('signature'), { publicKey: keys.signature });
  const happening = { ...attempt, event: 'phone-issue', sequence, record } as const;
  await happen(deps, happening, async (step) => {
    await honourMessage(step.within, verified, step.now);
    await requireOwn(step, keys);
    await requireLiving(step, [parents.authentication, parents.signature]);
    await end(step, 'phone', ['authentication', 'signature'], 'phoneChanged');
    step.note(await storeCertificates(step.within, [authentication, signature], record.municipality));
  });
  const { authenticationCa, signatureCa } = plan('signature');
  return {
    authenticationCertificate: toBase64(authentication.certificate),
    authenticationCaCertificate: toBase64(authenticationCa.certificate),
    signatureCertificate: toBase64(signature.certificate),
    signatureCaCertificate: toBase64(signatureCa.certificate),
  };
}

/** Two keys, of which the phone has shown, to the card that signs and to nobody else, that it has them. */
function provenKeys(
  { statement, octets, certificateHash }: VerifiedMessage<'phone'>,
  proofs: PhoneRequest['proofs'],
): PhoneKeys {
  if (statement.certificateHash !== certificateHash) refuse('the statement names another card');
  const authentication = fromBase64(statement.authenticationKey);
  const signature = fromBase64(statement.signatureKey);
  if (equal(authentication, signature)) refuse('the two keys are one');
  const shown =
    isStatementSignedBy(authentication, 'phone', octets, fromBase64(proofs.authentication)) &&
    isStatementSignedBy(signature, 'phone', octets, fromBase64(proofs.signature));
  if (!shown) refuse('the phone has not shown that it has the keys');
  return { authentication, signature };
}

/** The living certificates of the card with which the phone asks. */
async function parentsOf(deps: AuthorityDeps, signer: CertificateRow) {
  const now = deps.clock.now();
  const authentication = (await listOfResident(deps.store, signer.residentId)).find(
    (row) =>
      row.device === 'card' &&
      row.role === 'authentication' &&
      row.sequence === signer.sequence &&
      certificateStateOf(row, now) === 'valid',
  );
  if (!authentication) throw new AuthorityError('card_state', 'the authentication certificate is not valid');
  return { authentication, signature: signer };
}

async function nextPhone(deps: AuthorityDeps, residentId: string): Promise<number> {
  const all = await listOfResident(deps.store, residentId);
  return 1 + Math.max(0, ...all.filter(({ device }) => device === 'phone').map(({ sequence }) => sequence));
}

interface PlanParts {
  readonly authentication: CertificateRow;
  readonly signature: CertificateRow;
  readonly sequence: number;
  readonly record: CertifyPlan['resident'];
}

/** Of each role as long as the card's certificate of that role. */
function planOf(deps: AuthorityDeps, parts: PlanParts) {
  const issuedAt = Math.floor(deps.clock.now() / 1000) * 1000;
  const { hierarchy } = deps;
  const common = {
    resident: parts.record,
    device: 'phone',
    sequence: parts.sequence,
    issuedAt,
    authenticationCa: issuingCa(hierarchy, 'authentication', issuedAt, undefined),
    signatureCa: issuingCa(hierarchy, 'signature', issuedAt, undefined),
    parents: { authentication: parts.authentication.serial, signature: parts.signature.serial },
  } as const;
  return (role: 'authentication' | 'signature'): CertifyPlan => ({
    ...common,
    validUntil: parts[role].notAfter,
  });
}

/** Asked again inside the event: what was revoked meanwhile can be nobody's parent. */
async function requireLiving({ within, now }: Step, parents: readonly CertificateRow[]): Promise<void> {
  for (const { issuerKeyId, serial } of parents) {
    const row = await findCertificate(within, issuerKeyId, serial);
    if (!row || certificateStateOf(row, now) !== 'valid') {
      throw new AuthorityError('card_state', 'a certificate of the card is no longer valid');
    }
  }
}

/** A key in the certificates of two people would say of each that they are the other. */
async function requireOwn({ within, resident }: Step, keys: PhoneKeys): Promise<void> {
  for (const key of [keys.authentication, keys.signature]) {
    const isOwn = await takeKey(within, toHex(sha256(key)), resident.record.residentId);
    if (!isOwn) refuse('a key is certified for somebody else');
  }
}

function refuse(rule: string): never {
  throw new AuthorityError('signed_message_invalid', rule);
}
