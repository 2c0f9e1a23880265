import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { verifyCms, verifyPades } from '@kazasu/pki';
import { verifyXades } from '@kazasu/pki/xades';
import * as xmldom from '@xmldom/xmldom';
import { Certificate, ContentInfo, SignedData } from 'pkijs';
import { Application, Parse, SignedXml, setNodeDependencies } from 'xadesjs';
import { webcrypto } from '../crypto.ts';
import type { Documents } from './documents.ts';

/** Verifies the same document once; throws when it is refused. */
export type Turn = () => Promise<void> | void;

/** Ours, and the libraries beside ours. */
export const VERIFIERS = {
  cades,
  'cades-pkijs': cadesByPkijs,
  xades,
  'xades-xadesjs': xadesByXadesjs,
  pades,
} as const satisfies { readonly [name: string]: (documents: Documents) => Turn };

export type VerifierName = keyof typeof VERIFIERS;

/** Verifications for a second of processor time, in a process of its own. */
export function rateOf(name: VerifierName, { folder }: Documents): (seconds: number) => number {
  const script = fileURLToPath(new URL('./verifier-child.ts', import.meta.url));
  return (seconds) => {
    const args = [script, folder, name, String(seconds)];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
    return Number(stdout);
  };
}

function cades({ read, options }: Documents): Turn {
  const der = read('contract.p7s');
  const judged = { ...options('office'), content: read('contract.pdf') };
  return () => {
    if (verifyCms(der, judged).indication !== 'TOTAL-PASSED') throw new Error('refused');
  };
}

function cadesByPkijs({ read, time }: Documents): Turn {
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
    if (!verified) throw new Error('refused');
  };
}

function xades({ read, options }: Documents): Turn {
  const xml = read('signed.xml');
  const judged = options('paper');
  return () => {
    if (verifyXades(xml, judged).indication !== 'TOTAL-PASSED') throw new Error('refused');
  };
}

function xadesByXadesjs({ read }: Documents): Turn {
  setNodeDependencies({ DOMParser: xmldom.DOMParser, XMLSerializer: xmldom.XMLSerializer });
  Application.setEngine('node', webcrypto as Crypto);
  const text = new TextDecoder().decode(read('signed.xml'));
  return async () => {
    const document = Parse(text);
    const signed = new SignedXml(document);
    const [signature] = document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature');
    if (signature === undefined) throw new Error('no signature');
    signed.LoadXml(signature);
    if (!(await signed.Verify())) throw new Error('refused');
  };
}

function pades({ read, options }: Documents): Turn {
  const pdf = read('signed.pdf');
  const judged = options('office');
  return () => {
    if (verifyPades(pdf, judged).indication !== 'TOTAL-PASSED') throw new Error('refused');
  };
}
