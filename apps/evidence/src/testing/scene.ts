/** A resident of the test hierarchy who signed an application, the bundle of its verification, and a file of trust. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { fromHex } from '@kazasu/bytes';
import { type Bundle, encodeTrustFile, sha256 } from '@kazasu/evidence';
import { AT, createScene, DAY, HOUR, makeBundle, signDigest, YEAR } from '@kazasu/evidence/testing';
import { crlPointName, issueCa, issueCrl, issueSignature, keyIdentifier } from '@kazasu/pki/issue';

export { AT, DAY };

/** When the page is looked at: a month after the record. */
export const NOW = AT + 30 * DAY;
const MUNICIPALITY = { code: '48101', prefecture: 'Kaku-ken', city: 'Kazasu-shi' };
const ORGANISATION = 'JPKI-TEST';
export const NAME = '髙橋　花子';
const ITEMS = {
  name: NAME,
  certificateName: '〓橋　花子',
  address: '架空県かざす市読取一丁目２番３号',
  certificateAddress: '架空県かざす市読取一丁目２番３号',
  birthdate: '19880517',
  gender: '2',
} as const;

const rsa = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }));
};
const spki = (key: KeyObject) => new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }));
const signer = (key: KeyObject) => (octets: Uint8Array) => new Uint8Array(sign('sha256', octets, key));

export interface PageScene {
  readonly bundle: Bundle;
  readonly document: Uint8Array;
  readonly trust: Uint8Array;
}

export interface SceneOrder {
  readonly renewed?: boolean;
  /** The certificate was revoked before the record, and the record says so. */
  readonly revoked?: boolean;
}

const scene = createScene();
const caKey = rsa();
const residentKey = rsa();

/** A bundle whose certificates, list and signature are as the authority makes them. */
export function pageScene({ renewed = false, revoked = false }: SceneOrder = {}): PageScene {
  const serial = fromHex('0133c349');
  const life = { notBefore: AT - 3 * YEAR, notAfter: AT + 7 * YEAR };
  const ca = { role: 'signature', organisation: ORGANISATION } as const;
  const root = issueCa({ ...life, ...ca, serial, publicKey: spki(caKey) }, signer(caKey));
  const identity = { ...ca, keyId: keyIdentifier(spki(caKey)), serial, certificate: root };
  const frame = { notBefore: AT - 30 * DAY, notAfter: AT + 4 * YEAR, serial: fromHex('22334455') };
  const der = issueSignature(
    {
      ...frame,
      publicKey: spki(residentKey),
      ca: identity,
      municipality: MUNICIPALITY,
      random: new Uint8Array(14),
      items: ITEMS,
    },
    signer(caKey),
  );
  const crl = issueCrl(
    {
      ca: identity,
      number: 7,
      thisUpdate: AT - HOUR,
      nextUpdate: AT + DAY,
      point: crlPointName('signature', ORGANISATION, MUNICIPALITY),
      revoked: revoked ? [{ serial: frame.serial, revokedAt: AT - DAY, reason: 'affiliationChanged' }] : [],
    },
    signer(caKey),
  );
  const authority = { ...scene.signers, leaf: { ...scene.signers.leaf, der, key: residentKey } };
  const made = makeBundle(scene, {
    renewed,
    verdict: revoked ? 'invalid' : 'valid',
    signatures: [signDigest(authority, sha256(scene.document), 'digest-info')],
    objects: [
      { type: 'certificate', octets: root },
      { type: 'crl', octets: crl },
    ],
  });
  const trust = encodeTrustFile({
    anchors: [root],
    timestampAnchors: [scene.times, scene.laterTimes].map((times) => times.root.der),
    logKeys: [{ name: made.log.origin, publicKey: made.log.key.publicKey }],
  });
  return { bundle: made.bundle, document: scene.document, trust };
}
