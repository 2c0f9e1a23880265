import {
  type Check,
  checkOcsp,
  parseCertificate,
  type Report,
  validatePath,
  verifyCms,
  verifyPades,
  verifyTimestampToken,
} from '@kazasu/pki';
import { verifyXades } from '@kazasu/pki/xades';
import type { Vector, Verdict } from './read.ts';

export interface Judgement {
  readonly verdict: Verdict;
  /** `check reason` of all that did not pass, of the document and of its signatures. */
  readonly faults: readonly string[];
}

/** One case through the public functions. */
export function judge(vector: Vector): Judgement {
  const report = reportOn(vector);
  const signatures = 'signatures' in report ? (report.signatures as readonly Report[]) : [];
  const checks = [...report.checks, ...signatures.flatMap((one) => one.checks)];
  return { verdict: report.verdict, faults: checks.filter(isFault).map(textOf) };
}

/** A skipped check with a reason says why it decides nothing. */
function isFault({ status, reason }: Check): boolean {
  return status === 'failed' || status === 'undetermined' || reason !== undefined;
}

function textOf({ id, reason }: Check): string {
  return reason === undefined ? id : `${id} ${reason}`;
}

/** The whole report. */
export function reportOn(vector: Vector): Report {
  const { options, one, list } = vector;
  const time = Date.parse(options.time);
  const need = (name: string) => one(name) ?? new Uint8Array();
  const crls = list('crls');
  const anchors = list('anchors');
  const given = { anchors, time, crls, intermediates: list('intermediates') };
  const content = one('content');
  const nonce = one('nonce');
  const signed = { ...given, timestampAnchors: list('timestampAnchors'), ...(content && { content }) };
  switch (vector.operation) {
    case 'path': {
      const { time: _, policy: __, ...demands } = options;
      const { crls: ___, ...rest } = given;
      const lists = 'crls' in vector.inputs ? { crls } : {};
      return validatePath({ certificate: need('certificate'), ...rest, ...lists, ...demands });
    }
    case 'ocsp': {
      const [certificate, issuer] = [need('certificate'), need('issuer')].map(parseCertificate);
      if (certificate === undefined || issuer === undefined) throw new Error('no certificate');
      return checkOcsp({ certificate, issuer, response: one('response'), nonce, time });
    }
    case 'timestamp': {
      const more = { ...(nonce && { nonce }), ...(options.policy && { policy: options.policy }) };
      return verifyTimestampToken(need('token'), { ...given, data: need('data'), ...more });
    }
    case 'cms':
      return verifyCms(need('document'), signed);
    case 'xades':
      return verifyXades(need('document'), { ...signed, detached: vector.named('detached') });
    case 'pades':
      return verifyPades(need('document'), signed);
  }
}
