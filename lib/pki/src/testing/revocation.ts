import { type Certificate, parseCertificate } from '../certificate.ts';
import { type RevocationJudgement, type RevocationOptions, revocationChecks } from '../revocation/index.ts';
import { signedBy } from '../signature.ts';
import { createHierarchy, DAY, type Hierarchy, NOW, SECTIONS } from './hierarchy.ts';
import type { CrlOrder } from './openssl.ts';

export const AKI = 'authorityKeyIdentifier=keyid:always';

/** A CRL order with an issuing distribution point of these lines. */
export function scoped(lines: readonly string[], ...extensions: readonly string[]) {
  return {
    extensions: [AKI, 'issuingDistributionPoint=critical,@idp', ...extensions],
    sections: `${SECTIONS}[idp]\n${lines.join('\n')}`,
  };
}

/** The extension that makes a CRL a delta to the one of this number (below 128). */
export function deltaTo(number: number): string {
  return `2.5.29.27=critical,DER:0201${number.toString(16).padStart(2, '0')}`;
}

export interface Bench {
  readonly h: Hierarchy;
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  crl(number: number, order?: Partial<CrlOrder>): Uint8Array;
  listed(reason?: string): { revoked: { serial: string; at: number; reason?: string }[] };
  judge(options: Partial<RevocationOptions>): RevocationJudgement;
  /** Every check that did not pass, as `id reason`. */
  faultsOf(options: Partial<RevocationOptions>): string[];
}

/** A hierarchy, and a judge of signers that knows one rule: issued by the authority, and valid at the time. */
export function createBench(): Bench {
  const h = createHierarchy();
  const certificate = parseCertificate(h.leaf);
  const issuer = parseCertificate(h.ca);
  const judgeSigner: RevocationOptions['judgeSigner'] = (signer, at) => {
    const issued = signedBy(issuer, signer.signatureAlgorithm, signer.tbs, signer.signature);
    const valid = issued && signer.notBefore <= at && at <= signer.notAfter;
    return { verdict: valid ? 'valid' : 'indeterminate' };
  };
  const defaults = { certificate, issuer, crls: [], ocspResponses: [], time: NOW, pool: [], judgeSigner };
  const judge = (options: Partial<RevocationOptions>) => revocationChecks({ ...defaults, ...options });
  return {
    h,
    certificate,
    issuer,
    crl: (number, order = {}) =>
      h.shop.crl({
        issuer: 'ca',
        from: NOW - DAY + number * 60_000,
        to: NOW + DAY,
        number: number.toString(16).padStart(2, '0'),
        extensions: [AKI],
        sections: SECTIONS,
        ...order,
      }),
    listed: (reason) => ({
      revoked: [{ serial: certificate.serial, at: NOW - DAY, ...(reason !== undefined && { reason }) }],
    }),
    judge,
    faultsOf: (options) =>
      judge(options)
        .checks.filter(({ status }) => status === 'failed' || status === 'undetermined')
        .map(({ id, reason }) => `${id} ${reason}`),
  };
}
