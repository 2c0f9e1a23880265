import { type Certificate, parseCertificate } from '../../certificate.ts';
import { type OcspAnswer, parseOcspResponse } from '../../ocsp/response.ts';
import { checkProfile, OCSP_RESPONDER_PROFILE } from '../../profile/index.ts';
import { unfit } from './unfit.ts';

/** Dated, about each certificate once, and with a responder's certificate that was valid when it was produced. */
export function lintOcspResponse(unsigned: Uint8Array, responderCertificate: Uint8Array): void {
  const response = parseOcspResponse(unsigned);
  if (!('tbs' in response)) throw unfit('revocation.ocsp.form', 'not an answer');
  lintAnswers(response);
  const responder = responderOf(responderCertificate);
  const { producedAt } = response;
  if (producedAt < responder.notBefore || producedAt > responder.notAfter) {
    throw unfit('revocation.ocsp.responder', 'certificate not valid when the answer is produced');
  }
}

const LOOKED_AT = new WeakMap<Uint8Array, Certificate>();

/** Thousands of answers a second carry the same certificate: the same octets, which nobody changes, are looked at once. */
function responderOf(der: Uint8Array): Certificate {
  const known = LOOKED_AT.get(der);
  if (known !== undefined) return known;
  const responder = parseCertificate(der);
  const checks = checkProfile(OCSP_RESPONDER_PROFILE, { certificate: responder, issuer: undefined });
  const fault = checks.find(({ status }) => status === 'failed');
  if (fault !== undefined) throw unfit(fault.id, fault.reason);
  LOOKED_AT.set(der, responder);
  return responder;
}

function lintAnswers({ answers, producedAt }: OcspAnswer): void {
  if (answers.length === 0) throw unfit('revocation.ocsp.answer', 'none');
  for (const { thisUpdate, nextUpdate } of answers) {
    const dated = nextUpdate !== undefined && thisUpdate <= producedAt && producedAt < nextUpdate;
    if (!dated) throw unfit('revocation.ocsp.currency', 'no time to live');
  }
}
