import { readdirSync } from 'node:fs';
import { equal, fromBase64, fromPem, toPem } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import { caName, encodeName } from '@kazasu/pki/issue';
import { type CeremonyRoots, caKeyName, cardsOf, ROLES } from '../ca/index.ts';
import { read, readRoots, rootsFile } from './files.ts';
import { openssl, refused } from './openssl.ts';
import {
  fingerprint,
  fingerprintOfStep,
  NOTHING,
  type ProtocolStep,
  protocolName,
  rootsInWords,
} from './protocol.ts';
import { judge } from './root.ts';
import { requireTold } from './told.ts';

/** OpenSSL checks the signature of a root over a protocol. Throws `ceremony_refused`. */
export function checkSignature(pem: string, protocol: string | Uint8Array, signature: Uint8Array): void {
  const key = openssl({ 'root.pem': pem }, ['x509', '-in', 'root.pem', '-noout', '-pubkey']);
  const files = { 'key.pem': `${key}\n`, protocol, signature };
  const hash = cardsOf(fromPem('CERTIFICATE', pem)) === 'next' ? '-sha384' : '-sha256';
  openssl(files, ['dgst', hash, '-verify', 'key.pem', '-signature', 'signature', 'protocol']);
}

type Root = CeremonyRoots['roots'][number];

/**
 * What a folder of ceremonies holds, when everything in it is right: names and fingerprints of its roots. Each ceremony
 * follows the one before: it names that one's protocol, and the roots of that one have signed its own. What
 * was left off at the end, with all of its files, shows only in fingerprints that were kept elsewhere.
 */
export function verifyCeremonies(folder: string): { readonly name: string; readonly sha256: string }[] {
  const ceremonies = readRoots(rootsFile(folder));
  if (!ceremonies) throw refused(`${folder} holds no ceremony`);
  const { organisation, roots } = ceremonies;
  const found = roots.map((root) => verifyRoot(folder, organisation, root));
  const last = Math.max(...roots.map(({ generation }) => generation));
  for (let generation = 1; generation <= last; generation++) {
    requireProtocol(folder, ceremonies, generation);
  }
  const further = readdirSync(folder).find((file) => Number(/^protocol-(\d+)\b/.exec(file)?.[1] ?? 0) > last);
  if (further !== undefined) throw refused(`${further} tells of roots that roots.json does not name`);
  return found;
}

function verifyRoot(folder: string, organisation: string, root: Root) {
  const name = caKeyName(root);
  const der = fromBase64(root.certificate);
  const pem = toPem('CERTIFICATE', der);
  if (read(folder, `${name}.pem`).toString('utf8') !== pem)
    throw refused(`${name}.pem is not that of roots.json`);
  const sha256 = fingerprint(der);
  const { notBefore, subject } = parseCertificate(der);
  judge(pem, sha256, notBefore);
  if (!equal(subject.encoded, encodeName(caName(root.role, organisation)))) {
    throw refused(`${name} has not the name of a root of ${organisation} for its role`);
  }
  return { name, sha256 };
}

/** The protocol of one generation: unbroken, of both of its roots, behind the one before, and signed by all whom it binds. */
function requireProtocol(folder: string, { organisation, roots }: CeremonyRoots, generation: number): void {
  const file = protocolName(generation);
  const protocol = read(folder, `${file}.json`);
  const own = roots.filter((root) => root.generation === generation);
  if (own.length !== ROLES.length || !ROLES.every((role) => own.some((root) => root.role === role)))
    throw refused(`generation ${generation} is not one root of each role`);
  for (const root of roots.filter((each) => [generation - 1, generation].includes(each.generation))) {
    const signature = read(folder, `${file}.${caKeyName(root)}.sig`);
    checkSignature(toPem('CERTIFICATE', fromBase64(root.certificate)), protocol, signature);
  }
  const { steps } = JSON.parse(protocol.toString('utf8')) as { steps: readonly ProtocolStep[] };
  const broken = steps.find((step, i) => step.before !== fingerprintOfStep(steps[i - 1]));
  if (broken) throw refused(`step ${broken.number} of ${file} does not follow the one before`);
  requireTold(file, steps, {
    organisation,
    previous: generation === 1 ? NOTHING : fingerprint(read(folder, `${protocolName(generation - 1)}.json`)),
    all: rootsInWords(roots.filter((root) => root.generation <= generation)),
  });
  for (const sha256 of own.map(({ certificate }) => fingerprint(fromBase64(certificate)))) {
    const told = steps.some(({ step, detail }) => step === 'certificate signed' && detail.sha256 === sha256);
    if (!told) throw refused(`${file} does not tell of the certificate ${sha256}`);
  }
}
