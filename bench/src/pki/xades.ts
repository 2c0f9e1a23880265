import { requirePeer, XMLSEC } from '@kazasu/server/peer';
import type { Figure } from '../figure/index.ts';
import { type Documents, withDocuments } from './documents.ts';
import type { Measurement } from './figure.ts';
import { contest, processorSeconds } from './rate.ts';
import { rateOf } from './verifier.ts';

/** In one process, so that its start and its anchor cost next to nothing. */
const FILES = 1000;

/**
 * An enveloped XAdES-B signature over a small contract with the signer's certificate inside, anchor and CRL parsed before.
 * xmlsec1 verifies references, signature and path, but no CRL and nothing of XAdES; xadesjs no path either.
 */
export const XADES: Measurement = {
  name: 'xades',
  run: (options) =>
    withDocuments(async (documents) => {
      const { path: xmlsec, missing } = requirePeer(XMLSEC);
      const rates = contest({
        ...options,
        contestants: {
          ours: rateOf('xades', documents),
          xadesjs: rateOf('xades-xadesjs', documents),
          ...(missing === false && { xmlsec1: () => xmlsecRate(xmlsec, documents) }),
        },
      });
      const row = { name: 'XAdES-B judged (path, CRL, report)', value: rates.of('ours'), unit: '/s' };
      return [
        {
          ...row,
          beside: { name: 'xmlsec1: path, no CRL, no XAdES', value: rates.of('xmlsec1') },
          ratio: rates.ratio('ours', 'xmlsec1'),
          limit: { bound: 'least', of: 1 },
        },
        {
          ...row,
          name: '  the same',
          beside: { name: 'xadesjs: no path', value: rates.of('xadesjs') },
          ratio: rates.ratio('ours', 'xadesjs'),
        },
      ] satisfies Figure[];
    }),
};

function xmlsecRate(xmlsec: string, { path, time }: Documents): number {
  const signed = Array.from({ length: FILES }, () => path('signed.xml'));
  const at = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  const identified = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];
  const trust = ['--trusted-pem', path('paper-ca.pem'), '--verification-gmt-time', at];
  return FILES / processorSeconds(xmlsec, ['--verify', ...identified, ...trust, ...signed]);
}
