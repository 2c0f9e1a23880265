import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64, fromPem, toPem } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import { caKeyName, cardsOf } from '../ca/index.ts';
import { readRoots, rootsFile } from './files.ts';
import { openssl, refused } from './openssl.ts';
import { fingerprint, fingerprintOfStep, type ProtocolStep } from './protocol.ts';
import { judge } from './root.ts';

/** OpenSSL checks the signature of a root over a protocol. Throws `ceremony_refused`. */
export function checkSignature(pem: string, protocol: string | Uint8Array, signature: Uint8Array): void {
  const key = openssl({ 'root.pem': pem }, ['x509', '-in', 'root.pem', '-noout', '-pubkey']);
  const files = { 'key.pem': `${key}\n`, protocol, signature };
  const hash = cardsOf(fromPem('CERTIFICATE', pem)) === 'next' ? '-sha384' : '-sha256';
  openssl(files, ['dgst', hash, '-verify', 'key.pem', '-signature', 'signature', 'protocol']);
}

/** What a folder of ceremonies holds, when everything in it is right: names and fingerprints of its roots. */
export function verifyCeremonies(folder: string): { readonly name: string; readonly sha256: string }[] {
  const ceremonies = readRoots(rootsFile(folder));
  if (!ceremonies) throw refused(`${folder} holds no ceremony`);
  return ceremonies.roots.map((root) => {
    const name = caKeyName(root);
    const der = fromBase64(root.certificate);
    const pem = toPem('CERTIFICATE', der);
    if (read(folder, `${name}.pem`).toString('utf8') !== pem)
      throw refused(`${name}.pem is not that of roots.json`);
    const sha256 = fingerprint(der);
    judge(pem, sha256, parseCertificate(der).notBefore);
    requireProtocol(folder, name, pem, sha256);
    return { name, sha256 };
  });
}

/** One protocol tells of the certificate, unbroken, and the root has signed it. */
function requireProtocol(folder: string, name: string, pem: string, sha256: string): void {
  const signed = readdirSync(folder).find((file) => file.endsWith(`.${name}.sig`));
  if (signed === undefined) throw refused(`no protocol is signed by ${name}`);
  const protocol = read(folder, `${signed.slice(0, -`.${name}.sig`.length)}.json`);
  checkSignature(pem, protocol, read(folder, signed));
  const { steps } = JSON.parse(protocol.toString('utf8')) as { steps: readonly ProtocolStep[] };
  const broken = steps.find((step, i) => step.before !== fingerprintOfStep(steps[i - 1]));
  if (broken)
    throw refused(`step ${broken.number} of the protocol of ${name} does not follow the one before`);
  const told = steps.some(({ step, detail }) => step === 'certificate signed' && detail.sha256 === sha256);
  if (!told) throw refused(`the protocol that ${name} signed does not tell of its certificate`);
}

function read(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch (error) {
    throw refused(`${name} is missing in ${folder}`, error);
  }
}
