import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { derNull } from '@kazasu/bytes';
import { createOcspRequest, parseCertificate } from '@kazasu/pki';
import { issueOcspResponse, type OcspStatus, readOcspRequest } from '@kazasu/pki/issue';
import { ext, extendedKeyUsage, makeLeaf } from '@kazasu/pki/testing/maker';
import { type Authority, DAY } from './authorities.ts';

const NO_CHECK = '1.3.6.1.5.5.7.48.1.5';
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';

/** The answers of an authority's delegated responder about its leaf, of any time; current for a day. */
export function responderOf({ root, leaf }: Authority): (time: number, status: OcspStatus) => Uint8Array {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const add = [extendedKeyUsage([OCSP_SIGNING]), ext(NO_CHECK, derNull())];
  const responder = makeLeaf(root, { name: 'Responder', key: privateKey, add });
  // RFC 6960 4.2.1: of the key's bits; the maker's own identifier is of another part of an RSA key.
  const { keyBits } = parseCertificate(responder.der).spki;
  const responderKeyId = new Uint8Array(createHash('sha1').update(keyBits).digest());
  const request = readOcspRequest(
    createOcspRequest({ issuer: parseCertificate(root.der), serial: parseCertificate(leaf.der).serial }),
  );
  const certificateId = request?.certificates[0]?.encoded;
  if (certificateId === undefined) throw new Error('no question');
  return (time, status) =>
    issueOcspResponse(
      {
        responderKeyId,
        responderCertificate: responder.der,
        producedAt: time,
        nextUpdate: time + DAY,
        nonce: undefined,
        answers: [{ certificateId, status }],
      },
      (toBeSigned) => sign('sha256', toBeSigned, privateKey),
    );
}
