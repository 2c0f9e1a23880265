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
import type { CertificationAuthority } from '../ca/index.ts';
import { type CertificateRecord, drawSerial } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { certifiedItems } from '../resident/index.ts';
import type { CardKey } from './card-key.ts';
import { lintCertificate } from './lint.ts';
import type { CardPlan } from './plan.ts';

export interface IssuedCertificate {
  readonly certificate: Uint8Array;
  readonly record: CertificateRecord;
}

export async function certifyAuthentication(
  deps: AuthorityDeps,
  plan: CardPlan,
  key: CardKey,
): Promise<IssuedCertificate> {
  const ca = plan.authenticationCa;
  const record = recordOf('authentication', ca, plan, await drawSerial(deps.store));
  const request = { ...frameOf(ca, plan, record, key), ocspUrl: deps.config.ocspUrl };
  return linted({ certificate: issueAuthentication(request, ca.sign), record }, ca);
}

export async function certifySignature(
  deps: AuthorityDeps,
  plan: CardPlan,
  key: CardKey,
): Promise<IssuedCertificate> {
  const ca = plan.signatureCa;
  const record = recordOf('signature', ca, plan, await drawSerial(deps.store));
  const request = { ...frameOf(ca, plan, record, key), items: certifiedItems(plan.resident) };
  return linted({ certificate: issueSignature(request, ca.sign), record }, ca);
}

function linted(issued: IssuedCertificate, ca: CertificationAuthority): IssuedCertificate {
  lintCertificate(issued.certificate, ca, issued.record.notBefore);
  return issued;
}

function recordOf(
  role: CaRole,
  ca: CertificationAuthority,
  plan: CardPlan,
  serial: string,
): CertificateRecord {
  const point = crlPointName(role, ca.organisation, plan.resident.municipality);
  return {
    issuerKeyId: ca.keyId,
    serial,
    role,
    residentId: plan.resident.residentId,
    sequence: plan.sequence,
    crlScope: crlScope(encodeName(point)),
    notBefore: plan.issuedAt,
    // A certificate that outlived its issuer would only look valid.
    notAfter: Math.min(plan.validUntil, ca.notAfter),
  };
}

function frameOf(ca: CertificationAuthority, plan: CardPlan, record: CertificateRecord, key: CardKey) {
  return {
    ca: ca.identity,
    serial: fromHex(record.serial),
    notBefore: record.notBefore,
    notAfter: record.notAfter,
    publicKey: key.publicKey,
    municipality: plan.resident.municipality,
    random: randomOctets(SUBJECT_RANDOM_OCTETS),
  };
}
