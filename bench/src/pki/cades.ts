import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { OPENSSL, PYTHON, requirePeer } from '@kazasu/server/peer';
import type { Figure } from '../figure/index.ts';
import { type Documents, withDocuments } from './documents.ts';
import type { Measurement } from './figure.ts';
import { contest } from './rate.ts';
import { rateOf } from './verifier.ts';

/**
 * A detached CAdES-B signature with the signer's certificate inside, anchor and CRL parsed before. libcrypto judges path, CRL
 * and the signing-certificate attribute too; pkijs neither CRL nor that attribute. Neither has ETSI EN 319 102-1.
 */
export const CADES: Measurement = {
  name: 'cades',
  run: (options) =>
    withDocuments(async (documents) => {
      requirePeer(OPENSSL);
      const { path: python, missing } = requirePeer(PYTHON);
      const rates = contest({
        ...options,
        contestants: {
          ours: rateOf('cades', documents),
          pkijs: rateOf('cades-pkijs', documents),
          ...(missing === false && { libcrypto: (seconds) => libcrypto(python, documents, seconds) }),
        },
      });
      const row = { name: 'CAdES-B judged (path, CRL, report)', value: rates.of('ours'), unit: '/s' };
      return [
        {
          ...row,
          beside: { name: 'libcrypto: CMS_verify with path, CRL', value: rates.of('libcrypto') },
          ratio: rates.ratio('ours', 'libcrypto'),
          limit: { bound: 'least', of: 2 },
        },
        {
          ...row,
          name: '  the same',
          beside: { name: 'pkijs: path, no CRL', value: rates.of('pkijs') },
          ratio: rates.ratio('ours', 'pkijs'),
        },
      ] satisfies Figure[];
    }),
};

function libcrypto(python: string, { path, time }: Documents, seconds: number): number {
  const script = fileURLToPath(new URL('./libcrypto-cms.py', import.meta.url));
  const files = ['contract.p7s', 'contract.pdf', 'office-ca.der', 'office.crl'].map(path);
  const args = [script, ...files, String(Math.floor(time / 1000)), String(seconds)];
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`libcrypto: ${stderr}`);
  return Number(stdout);
}
