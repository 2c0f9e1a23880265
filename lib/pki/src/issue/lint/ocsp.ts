import { type OcspAnswer, parseOcspResponse } from '../../ocsp/response.ts';
import { checkProfile, OCSP_RESPONDER_PROFILE } from '../../profile/index.ts';
import { unfit } from './unfit.ts';

/** Dated, about each certificate once, and with a responder's certificate that was valid when it was produced. */
export function lintOcspResponse(unsigned: Uint8Array): void {
  const response = parseOcspResponse(unsigned);
  if (!('tbs' in response)) throw unfit('revocation.ocsp.form', 'not an answer');
  lintAnswers(response);
  const [responder] = response.certificates;
  if (responder === undefined) throw unfit('revocation.ocsp.responder', 'no certificate');
  const { producedAt } = response;
  if (producedAt < responder.notBefore || producedAt > responder.notAfter) {
    throw unfit('revocation.ocsp.responder', 'certificate not valid when the answer is produced');
  }
  const checks = checkProfile(OCSP_RESPONDER_PROFILE, { certificate: responder, issuer: undefined });
  const fault = checks.find(({ status }) => status === 'failed');
  if (fault !== undefined) throw unfit(fault.id, fault.reason);
}

function lintAnswers({ answers, producedAt }: OcspAnswer): void {
  if (answers.length === 0) throw unfit('revocation.ocsp.answer', 'none');
  for (const { thisUpdate, nextUpdate } of answers) {
    const dated = nextUpdate !== undefined && thisUpdate <= producedAt && producedAt < nextUpdate;
    if (!dated) throw unfit('revocation.ocsp.currency', 'no time to live');
  }
}
