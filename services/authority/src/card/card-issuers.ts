import { cvKeyId, encodeBareCvCertificate, encodeCvCertificateBody, type RsaPublicKey } from '@kazasu/card';
import type { KeyFolder } from '@kazasu/server/keys';
import type { AuthorityConfig } from '../config.ts';
import type { KeyObject } from '../crypto.ts';
import { DIVERGENCES } from '../divergences.ts';
import { rsaNumbersOf, signerOf } from '../key.ts';
import { createRecordSigner, type RecordSigner } from './record-signer.ts';

/** A key that signs CV certificates. */
export interface CvIssuer {
  /** 16 octets. */
  readonly keyId: Uint8Array;
  readonly key: RsaPublicKey;
  /** `5F4E … 5F37 …`, for the subject's key under the subject's key identifier. */
  certify(subjectKeyId: Uint8Array, subject: RsaPublicKey): Uint8Array;
}

export interface CardIssuers {
  /** Whom verifiers must know: of the text application, of the surface application, of the master file. */
  readonly trusted: readonly CvIssuer[];
  readonly masterFile: CvIssuer;
  /** Stands between the master file's issuer and the municipalities. */
  readonly intermediate: CvIssuer;
  /** The root's certificate for the intermediate, without wrapper. */
  readonly intermediateCertificate: Uint8Array;
  /** The key with which a municipality signs what stands on its cards; made with its first card. */
  signerOf(municipality: string): Promise<RecordSigner>;
}

/** The last octet of key identifiers of the master file's chain. */
const MASTER_FILE_MARK = 0xa8;

/** Names of the issuers' keys. */
const KEYS = {
  text: 'card-issuer',
  surface: 'card-issuer-surface',
  masterFile: 'card-issuer-master-file',
  intermediate: 'card-issuer-intermediate',
} as const;

/** The keys themselves, made where they are not there yet. */
export async function openIssuerKeys(keys: KeyFolder): Promise<Record<keyof typeof KEYS, KeyObject>> {
  const load = (name: keyof typeof KEYS) => keys.loadOrCreate(KEYS[name], 'rsa-2048');
  const [text, surface, masterFile, intermediate] = await Promise.all([
    load('text'),
    load('surface'),
    load('masterFile'),
    load('intermediate'),
  ]);
  return { text, surface, masterFile, intermediate };
}

/**
 * Loads or makes the keys of all issuers. Signatures with PKCS#1 v1.5 are the same every time, so no certificate needs
 * to be stored, and a second first start issues the same.
 */
export async function openCardIssuers(keys: KeyFolder, config: AuthorityConfig): Promise<CardIssuers> {
  const own = await openIssuerKeys(keys);
  const issuer = (key: KeyObject, number: string, mark = 0) => cvIssuerOf(key, cvKeyId(number, '001', mark));
  const text = issuer(own.text, config.cardIssuerNumber);
  const surface = issuer(own.surface, config.surfaceIssuerNumber);
  const masterFile = issuer(own.masterFile, config.masterFileIssuerNumber, MASTER_FILE_MARK);
  const intermediate = issuer(own.intermediate, DIVERGENCES.intermediateNumber.value, MASTER_FILE_MARK);
  return {
    trusted: [text, surface, masterFile],
    masterFile,
    intermediate,
    intermediateCertificate: masterFile.certify(intermediate.keyId, intermediate.key),
    signerOf: async (municipality) => {
      const key = await keys.loadOrCreate(`card-signer-${municipality}`, 'rsa-2048');
      return createRecordSigner(key, municipality, { text, surface, intermediate });
    },
  };
}

function cvIssuerOf(privateKey: KeyObject, keyId: Uint8Array): CvIssuer {
  const sign = signerOf(privateKey);
  return {
    keyId,
    key: rsaNumbersOf(privateKey),
    certify(subjectKeyId, subject) {
      const body = encodeCvCertificateBody({ issuerKeyId: keyId, subjectKeyId, ...subject });
      return encodeBareCvCertificate(body, sign(body));
    },
  };
}
