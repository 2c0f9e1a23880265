import type { KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createHierarchy, DAY, type Hierarchy, NOW, YEAR } from '../../testing/hierarchy.ts';
import type { XadesOptions } from '../options.ts';
import { type PeerResult, xmlsec } from './peer.ts';
import { contract, goodTemplate, signatureOf, type Template } from './template.ts';

export const SIGNER_EXTENSIONS = [
  'keyUsage=critical,digitalSignature,nonRepudiation',
  'authorityKeyIdentifier=keyid:always',
  'subjectKeyIdentifier=hash',
];

/** A signer and whoever is needed to believe them, with documents signed by the peer. */
export interface SigningBench {
  readonly h: Hierarchy;
  readonly signer: Uint8Array;
  readonly signerKey: KeyObject;
  readonly template: Template;
  readonly crl: Uint8Array;
  readonly options: XadesOptions;
  /** The peer signs a document as it stands. Fails if the peer refuses. */
  sign(document: string, key?: string): string;
  /** A contract with a template's changes, signed. */
  signed(changes?: Partial<Template>, around?: (signature: string) => string): string;
  /** What the peer says to a document. */
  peer(document: string): PeerResult;
}

export function createSigningBench(): SigningBench {
  const h = createHierarchy();
  const { shop } = h;
  const signer = h.leafWith({ name: 'signer', extensions: SIGNER_EXTENSIONS });
  const crl = shop.crl({
    issuer: 'ca',
    from: NOW - DAY,
    to: NOW + DAY,
    extensions: ['authorityKeyIdentifier=keyid:always'],
  });
  const template = goodTemplate(signer);
  const sign = (document: string, key = 'leaf') => {
    writeFileSync(shop.path('in.xml'), document);
    const { status, text } = xmlsec(
      shop.folder,
      '--sign',
      '--privkey-pem',
      `${key}.key`,
      '--output',
      'out.xml',
      'in.xml',
    );
    if (status !== 0) throw new Error(`xmlsec1 does not sign: ${text}`);
    return readFileSync(shop.path('out.xml'), 'utf8');
  };
  return {
    h,
    signer,
    signerKey: h.leafKey,
    template,
    crl,
    options: { anchors: [h.ca], crls: [crl], time: NOW },
    sign,
    signed: (changes = {}, around = contract) => sign(around(signatureOf({ ...template, ...changes }))),
    peer: (document) => {
      writeFileSync(shop.path('in.xml'), document);
      return xmlsec(shop.folder, '--verify', '--trusted-pem', 'ca.pem', 'in.xml');
    },
  };
}

export { DAY, NOW, YEAR };
