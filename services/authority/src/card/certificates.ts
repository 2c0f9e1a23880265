import { fromHex } from '@kazasu/bytes';
import { crlScope } from '@kazasu/pki';
import {
  type CaRole,
  crlPointName,
  encodeName,
  issueAuthentication,
  issueSignature,
  SUBJECT_RANDOM_OCTETS,
} from '@kazasu/pki/issue';
import { randomOctets } from '@kazasu/server/random';
import type { Device, ResidentRecord } from '../api.ts';
import type { CertificationAuthority } from '../ca/index.ts';
import { type CertificateRecord, drawSerial } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { certifiedItems } from '../resident/index.ts';
import type { CardKey } from './card-key.ts';
import { judgeIssued } from './judge-issued.ts';

/** What a certificate is made from, on a card or for a phone. */
export interface CertifyPlan {
  readonly resident: ResidentRecord;
  readonly device: Device;
  /** Number of the resident's card or phone, from 1. */
  readonly sequence: number;
  /** Milliseconds since 1970, whole seconds. */
  readonly issuedAt: number;
  readonly validUntil: number;
  readonly authenticationCa: CertificationAuthority;
  readonly signatureCa: CertificationAuthority;
  /** Of a phone: serial numbers of the card's certificates with which it asks. */
  readonly parents?: Readonly<Record<CaRole, string>>;
}

export interface IssuedCertificate {
  readonly certificate: Uint8Array;
  readonly record: CertificateRecord;
}

export async function certifyAuthentication(
  deps: AuthorityDeps,
  plan: CertifyPlan,
  key: Pick<CardKey, 'publicKey'>,
): Promise<IssuedCertificate> {
  const ca = plan.authenticationCa;
  const record = recordOf('authentication', ca, plan, await drawSerial(deps.store));
  const request = { ...frameOf(ca, plan, record, key), ocspUrl: deps.config.ocspUrl };
  return judged({ certificate: issueAuthentication(request, ca.sign), record }, ca);
}

export async function certifySignature(
  deps: AuthorityDeps,
  plan: CertifyPlan,
  key: Pick<CardKey, 'publicKey'>,
): Promise<IssuedCertificate> {
  const ca = plan.signatureCa;
  const record = recordOf('signature', ca, plan, await drawSerial(deps.store));
  const request = { ...frameOf(ca, plan, record, key), items: certifiedItems(plan.resident) };
  return judged({ certificate: issueSignature(request, ca.sign), record }, ca);
}

function judged(issued: IssuedCertificate, ca: CertificationAuthority): IssuedCertificate {
  judgeIssued(issued.certificate, ca, issued.record);
  return issued;
}

function recordOf(
  role: CaRole,
  ca: CertificationAuthority,
  plan: CertifyPlan,
  serial: string,
): CertificateRecord {
  const point = crlPointName(role, ca.organisation, plan.resident.municipality);
  return {
    issuerKeyId: ca.keyId,
    serial,
    role,
    residentId: plan.resident.residentId,
    device: plan.device,
    sequence: plan.sequence,
    parentSerial: plan.parents?.[role] ?? null,
    crlScope: crlScope(encodeName(point)),
    notBefore: plan.issuedAt,
    // A certificate that outlived its issuer would only look valid.
    notAfter: Math.min(plan.validUntil, ca.notAfter),
  };
}

function frameOf(
  ca: CertificationAuthority,
  plan: CertifyPlan,
  record: CertificateRecord,
  key: Pick<CardKey, 'publicKey'>,
) {
  return {
    ca: ca.identity,
    serial: fromHex(record.serial),
    notBefore: record.notBefore,
    notAfter: record.notAfter,
    publicKey: key.publicKey,
    generation: ca.cards,
    municipality: plan.resident.municipality,
    device: plan.device,
    random: randomOctets(SUBJECT_RANDOM_OCTETS),
  };
}
