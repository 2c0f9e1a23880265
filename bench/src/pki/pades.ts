import { PDFSIG, requirePeer } from '@kazasu/server/peer';
import type { Figure } from '../figure/index.ts';
import { withDocuments } from './documents.ts';
import type { Measurement } from './figure.ts';
import { contest, processorSeconds } from './rate.ts';
import { rateOf } from './verifier.ts';

/** Runs of a program that takes one file at a time. */
const RUNS = 20;

/**
 * A PAdES-B signature in a file of one page, beside the CAdES-B signature by the same signer over the same page. pdfsig judges
 * neither path nor changes here, and most of its time is its start.
 */
export const PADES: Measurement = {
  name: 'pades',
  run: (options) =>
    withDocuments(async (documents) => {
      const { path: pdfsig, missing } = requirePeer(PDFSIG);
      const rate = () => RUNS / processorSeconds(pdfsig, ['-nocert', documents.path('signed.pdf')], RUNS);
      const rates = contest({
        ...options,
        contestants: {
          ours: rateOf('pades', documents),
          CAdES: rateOf('cades', documents),
          ...(missing === false && { pdfsig: rate }),
        },
      });
      const row = { name: 'PAdES-B judged (file, path, CRL, report)', value: rates.of('ours'), unit: '/s' };
      return [
        {
          ...row,
          beside: { name: 'our CAdES-B', value: rates.of('CAdES') },
          ratio: rates.ratio('ours', 'CAdES'),
          limit: { bound: 'least', of: 1 },
        },
        {
          ...row,
          name: '  the same',
          beside: { name: 'pdfsig, a process each: no path', value: rates.of('pdfsig') },
          ratio: rates.ratio('ours', 'pdfsig'),
        },
      ] satisfies Figure[];
    }),
};
