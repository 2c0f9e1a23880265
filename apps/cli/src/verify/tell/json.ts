import { toBase64 } from '@kazasu/bytes';
import { type Certificate, reportData, type SignatureReport } from '@kazasu/pki';
import { adviceFor } from './closing.ts';
import { certificateOf, commonNameOf, itemsOf } from './signer.ts';
import type { Telling } from './telling.ts';

/**
 * The whole report for programs. Certificates are left out unless they were asked for, and so are the four items, which
 * are in the certificate too.
 */
export function asJson(telling: Telling): string {
  const { path, theCase, profile, missing, language } = telling;
  const { trust, subject, time, revocation } = theCase;
  const answer = {
    file: path,
    kind: subject.kind,
    verdict: telling.judgement.report.verdict,
    time,
    trust: { from: trust.town === undefined ? 'files' : 'town', sources: trust.sources },
    profile,
    revocation,
    ...(missing.length > 0 && { missingLists: missing }),
    advice: adviceFor(telling).map((text) => text[language]),
    report: plainReport(telling),
  };
  return JSON.stringify(answer, null, 2);
}

function plainReport({ judgement, options }: Telling): object {
  const data = reportData(judgement.report);
  switch (judgement.kind) {
    case 'timestamp':
      return data;
    case 'document': {
      const { signatures } = judgement.report;
      const told = signatures.map((one) => ({ ...reportData(one), ...signerOf(one, options) }));
      return { ...data, signatures: told };
    }
    case 'certificate': {
      const { certificate, chain } = judgement.report;
      const whole = options.certificates === true && {
        chain: chain?.map(({ encoded }) => toBase64(encoded)),
      };
      return { ...data, ...(certificate && { holder: holderOf(certificate, options) }), ...whole };
    }
  }
}

function signerOf({ certificate }: SignatureReport, options: Telling['options']): object {
  const signer = certificateOf(certificate);
  const whole = options.certificates === true && certificate && { certificate: toBase64(certificate) };
  return { ...(signer && { signer: holderOf(signer, options) }), ...whole };
}

function holderOf(certificate: Certificate, { showItems }: Telling['options']): object {
  const { subject, notBefore, notAfter } = certificate;
  const items = showItems === true && { items: itemsOf(certificate) ?? null };
  return { commonName: commonNameOf(subject) ?? null, notBefore, notAfter, ...items };
}
