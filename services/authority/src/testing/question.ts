/** Somebody with a card, the OCSP question about it, and how its answer is read. */
import assert from 'node:assert/strict';
import { DerReader, derSequence, fromBase64 } from '@kazasu/bytes';
import { createOcspRequest, parseCertificate, parseOcspResponse } from '@kazasu/pki';
import type { CertificateId } from '../api.ts';
import { ADMIN, CHILD_OPTIONS, somebody, type TestAuthority, VERIFIER } from './authority.ts';

type Asked = Pick<TestAuthority, 'ask' | 'post' | 'certificates' | 'personalise'>;

export interface Questioned {
  readonly residentId: string;
  readonly id: CertificateId;
  /** DER, without nonce. */
  readonly question: Uint8Array<ArrayBuffer>;
  questionWith(nonce: Uint8Array): Uint8Array<ArrayBuffer>;
}

export async function questioned(authority: Asked): Promise<Questioned> {
  const resident = somebody();
  const { jpki } = await authority.personalise({ resident, options: CHILD_OPTIONS });
  const issuer = parseCertificate(fromBase64(jpki.authenticationCaCertificate));
  const { serial } = parseCertificate(fromBase64(jpki.authenticationCertificate));
  const [id] = (await authority.certificates(resident.residentId)).map((certificate) => certificate.id);
  assert.ok(id);
  return {
    residentId: resident.residentId,
    id,
    question: Uint8Array.from(createOcspRequest({ issuer, serial })),
    questionWith: (nonce) => Uint8Array.from(createOcspRequest({ issuer, serial, nonce })),
  };
}

/** One request that asks what each of these asks. */
export function joined(questions: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const asked = questions.map((question) => {
    const list = new DerReader(question).enter().enter().enter();
    return list.encoded(list.next());
  });
  return Uint8Array.from(derSequence(derSequence(derSequence(...asked))));
}

export const OCSP_HEADERS = { 'content-type': 'application/ocsp-request' };

/** By POST. */
export async function askOcsp(authority: Asked, body: Uint8Array<ArrayBuffer>) {
  const response = await authority.ask(VERIFIER, '/ocsp', { method: 'POST', headers: OCSP_HEADERS, body });
  assert.equal(response.status, 200);
  return readOcsp(new Uint8Array(await response.arrayBuffer()));
}

export function readOcsp(der: Uint8Array) {
  const parsed = parseOcspResponse(der);
  assert.ok('answers' in parsed);
  const [answer] = parsed.answers;
  assert.ok(answer);
  return { status: answer.status.kind, producedAt: parsed.producedAt, nextUpdate: answer.nextUpdate };
}

export async function revoke(authority: Asked, id: CertificateId, reason: string): Promise<void> {
  const path = `/admin/certificates/${id.issuerKeyId}/${id.serial}/revocation`;
  assert.equal((await authority.post(ADMIN, path, { reason })).status, 204);
}
