import { fromUtf8, toHex, toUtf8 } from '@kazasu/bytes';
import { sha256 } from '../merkle/index.ts';
import { REQUEST_FORMAT } from '../part/index.ts';
import { AT } from './authorities.ts';
import { goodContents, type Scene } from './bundle.ts';
import { verificationParts } from './record.ts';
import { SIGNED_INFO, signAttributes, signInfo } from './signed.ts';
import { type DocumentMethod, recordedOf, signDocument } from './signed-document.ts';
import { good, judgedBy, type SpoiltCase } from './spoilt.ts';

/** A record whose author says that this document is the one, over signatures that hold: of another document. */
function foisted(scene: Scene, method: DocumentMethod, document: Uint8Array) {
  const signed = recordedOf(method, signDocument(scene.signers, method, 'Pay 100 yen.'));
  const handedIn = { sha256: toHex(sha256(document)) };
  const contents = verificationParts({ at: AT, ...signed, method, document: handedIn });
  return judgedBy(good(scene, { contents }), { document });
}

function foistedCases(method: DocumentMethod): SpoiltCase[] {
  const found = { rule: 'evidence.document', reason: 'unproven', verdict: 'indeterminate' } as const;
  return [
    {
      ...found,
      name: `${method}: the document was altered after it was signed, and the record says that it was handed in so`,
      spoil: (scene) => {
        const signed = signDocument(scene.signers, method, 'Pay 100 yen.');
        const text = Buffer.from(signed).toString('latin1').replace('Pay 100', 'Pay 999');
        return foisted(scene, method, Buffer.from(text, 'latin1'));
      },
      judged: 'invalid',
    },
    {
      ...found,
      name: `${method}: the document is another that the same person signed`,
      spoil: (scene) => foisted(scene, method, signDocument(scene.signers, method, 'Pay 999 yen.')),
      judged: 'invalid',
    },
    {
      ...found,
      name: `${method}: the document is one that nobody signed`,
      spoil: (scene) => foisted(scene, method, toUtf8('Pay 999 yen.')),
      judged: 'invalid',
    },
  ];
}

/** Octets that somebody signed, passed off as what stands around a digest in XML or CMS. */
function passedOff(octets: Uint8Array, form: 'signed-info' | 'signed-attributes', digest = sha256(octets)) {
  return (scene: Scene) => {
    const { signed, ...signature } = signInfo(scene.signers, octets);
    if (!('octets' in signed)) throw new Error('no octets');
    const signatures = [{ ...signature, signed: { ...signed, form } }];
    const method = form === 'signed-info' ? 'xades' : 'cms';
    return good(scene, {
      contents: verificationParts({ at: AT, digests: [toHex(digest)], signatures, method }),
    });
  };
}

const INFO = fromUtf8(SIGNED_INFO);
const REQUEST = { format: REQUEST_FORMAT, method: 'values', purpose: '契約', revocation: 'crl' };

/** Documents that are said to be what was signed, and octets that are said to be of a form. */
export const DOCUMENT_CASES: readonly SpoiltCase[] = [
  {
    name: 'a record of values names a document that nobody signed',
    spoil: (scene) => {
      const other = toUtf8('a contract that nobody signed');
      const digests = [toHex(sha256(scene.document))];
      const request = { ...REQUEST, digests, document: { sha256: toHex(sha256(other)) } };
      const contents = { ...goodContents(scene), request: toUtf8(JSON.stringify(request)) };
      return judgedBy(good(scene, { contents }), { document: other });
    },
    verdict: 'invalid',
    rule: 'evidence.content',
    reason: 'malformed',
  },
  ...foistedCases('pades'),
  ...foistedCases('xades'),
  ...foistedCases('cms'),
  ...[
    toUtf8('I agree to nothing.'),
    toUtf8('<SignedInfo/>'),
    toUtf8(INFO.replaceAll('ds:SignedInfo', 'ds:Manifest')),
    toUtf8(INFO.replace('URI=""', "URI=''")),
    toUtf8(`${INFO}\n`),
  ].map((octets, at) => ({
    name: `octets that are no canonical SignedInfo are passed off as one (${at + 1})`,
    spoil: passedOff(octets, 'signed-info'),
    verdict: 'invalid' as const,
    rule: 'evidence.digest',
    reason: 'signed-info',
  })),
  {
    name: 'octets that are no attributes are passed off as such',
    spoil: passedOff(SIGNED_INFO, 'signed-attributes'),
    verdict: 'invalid',
    rule: 'evidence.digest',
    reason: 'attributes',
  },
  {
    name: 'the signed attributes do not stand in the order of DER',
    spoil: (scene) => {
      const { signed } = signAttributes(scene.signers, sha256(scene.document));
      if (!('octets' in signed)) throw new Error('no octets');
      const [head, type, digest] = [
        signed.octets.subarray(0, 2),
        signed.octets.subarray(2, 28),
        signed.octets.subarray(28),
      ];
      const turned = Uint8Array.of(...head, ...digest, ...type);
      return passedOff(turned, 'signed-attributes', sha256(scene.document))(scene);
    },
    verdict: 'invalid',
    rule: 'evidence.digest',
    reason: 'attributes',
  },
];
