import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { verifyCms } from '@kazasu/pki';
import { OPENSSL, type PeerProgram, requirePeer } from '@kazasu/server/peer';
import { Certificate, ContentInfo, SignedData } from 'pkijs';
import { type Documents, withDocuments } from './documents.ts';
import type { Figure, Measurement } from './figure.ts';
import { contest } from './rate.ts';

const PYTHON: PeerProgram = {
  name: 'Python, which calls libcrypto',
  commands: ['python3'],
  remedy: 'apt-get install python3',
};

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
      const rates = await contest({
        ...options,
        tasks: { ours: ownTask(documents), pkijs: pkijsTask(documents) },
        programs: missing === false ? { libcrypto: (seconds) => libcrypto(python, documents, seconds) } : {},
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

function ownTask({ read, options }: Documents) {
  const der = read('contract.p7s');
  const judged = { ...options('office'), content: read('contract.pdf') };
  return () => {
    if (verifyCms(der, judged).indication !== 'TOTAL-PASSED') throw new Error('ours refused');
  };
}

function pkijsTask({ read, time }: Documents) {
  const der = read('contract.p7s');
  const data = read('contract.pdf').slice().buffer;
  const trustedCerts = [Certificate.fromBER(read('office-ca.der'))];
  return async () => {
    const signed = new SignedData({ schema: ContentInfo.fromBER(der).content });
    const verified = await signed.verify({
      signer: 0,
      data,
      trustedCerts,
      checkChain: true,
      checkDate: new Date(time),
    });
    if (!verified) throw new Error('pkijs refused');
  };
}

function libcrypto(python: string, { path, time }: Documents, seconds: number): number {
  const script = fileURLToPath(new URL('./libcrypto-cms.py', import.meta.url));
  const files = ['contract.p7s', 'contract.pdf', 'office-ca.der', 'office.crl'].map(path);
  const args = [script, ...files, String(Math.floor(time / 1000)), String(seconds)];
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`libcrypto: ${stderr}`);
  return Number(stdout);
}
