/** The four kinds of certificate of the hierarchy, each from its own data and profile. */
import { cardProfiles, OCSP_RESPONDER_PROFILE, withPolicies } from '../profile/index.ts';
import { type CertificateFrame, issueFromProfile } from './certificate.ts';
import { keyIdentifier } from './digest.ts';
import type { Signer } from './encode.ts';
import type { CaIdentity } from './extension.ts';
import type { CertifiedItems } from './four-items.ts';
import { type CaRole, caName, type Municipality, responderName } from './name.ts';
import {
  AUTHENTICATION_ISSUE_PROFILE,
  CA_PROFILE,
  POLICY,
  RESPONDER_PROFILE,
  SIGNATURE_ISSUE_PROFILE,
} from './profile.ts';
import { authenticationSubject, signatureSubject } from './subject.ts';

export interface CaRequest extends CertificateFrame {
  readonly role: CaRole;
  readonly organisation: string;
}

/** A self-signed root; `sign` is its own key. */
export function issueCa(request: CaRequest, sign: Signer): Uint8Array<ArrayBuffer> {
  const name = caName(request.role, request.organisation);
  const data = { ca: request, keyId: keyIdentifier(request.publicKey) };
  const kind = { profile: CA_PROFILE, judged: cardProfiles(request.generation ?? 'current').authority };
  return issueFromProfile(request, { issuer: name, subject: name }, kind, data, sign);
}

export interface ResidentRequest extends CertificateFrame {
  readonly ca: CaIdentity;
  readonly municipality: Municipality;
  /** Where the key is; default `card`. */
  readonly device?: 'card' | 'phone';
  /** {@link SUBJECT_RANDOM_OCTETS} octets that make the subject unlike any other. */
  readonly random: Uint8Array;
}

/** 利用者証明用電子証明書: holds nothing about the person but the municipality. */
export function issueAuthentication(
  request: ResidentRequest & { readonly ocspUrl: string },
  sign: Signer,
): Uint8Array<ArrayBuffer> {
  const subject = authenticationSubject(request.municipality, request.random);
  const data = { ...request, keyId: keyIdentifier(request.publicKey) };
  const kind = { profile: AUTHENTICATION_ISSUE_PROFILE, ...judgeOf('authentication', request) };
  return issueFromProfile(request, issuedBy(request.ca, subject), kind, data, sign);
}

/** 署名用電子証明書: carries the four items. */
export function issueSignature(
  request: ResidentRequest & { readonly items: CertifiedItems },
  sign: Signer,
): Uint8Array<ArrayBuffer> {
  const subject = signatureSubject(request.municipality, request.notBefore, request.random);
  const data = { ...request, keyId: keyIdentifier(request.publicKey) };
  const kind = { profile: SIGNATURE_ISSUE_PROFILE, ...judgeOf('signature', request) };
  return issueFromProfile(request, issuedBy(request.ca, subject), kind, data, sign);
}

/** The delegated certificate of the OCSP responder, not to be checked for revocation itself. */
export function issueResponder(
  request: CertificateFrame & { readonly ca: CaIdentity },
  sign: Signer,
): Uint8Array<ArrayBuffer> {
  const data = { ca: request.ca, keyId: keyIdentifier(request.publicKey) };
  const names = issuedBy(request.ca, responderName(request.ca.role, request.ca.organisation));
  const kind = { profile: RESPONDER_PROFILE, judged: OCSP_RESPONDER_PROFILE, issuer: request.ca.certificate };
  return issueFromProfile(request, names, kind, data, sign);
}

/** The table that a verifier will judge a resident's certificate by: of its role, device and generation. */
function judgeOf(role: CaRole, { device = 'card', generation = 'current', ca }: ResidentRequest) {
  const judged = withPolicies(cardProfiles(generation)[role], [POLICY[device][role]]);
  return { judged, issuer: ca.certificate };
}

function issuedBy(ca: CaIdentity, subject: ReturnType<typeof caName>) {
  return { issuer: caName(ca.role, ca.organisation), subject };
}
