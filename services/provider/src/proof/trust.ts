import type { TrustResponse } from '@kazasu/authority/api';
import { fromBase64 } from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '@kazasu/pki';
import type { KeyObject } from '../crypto.ts';
import { rsaPublicKey } from './rsa-key.ts';

/** Whom the provider believes, as set up by its operator. */
export interface Trust {
  /** Authentication CA certificates of every generation. */
  readonly anchors: readonly Certificate[];
  /** Keys that sign CV certificates of the text application, by key id (lower-case hex). */
  readonly cardIssuerKeys: ReadonlyMap<string, KeyObject>;
}

/** Reads the configured trust once. Throws (PkiError, BytesError, Error) for whatever is not a certificate or key. */
export function trustOf(configured: TrustResponse): Trust {
  const anchors = configured.anchors
    .filter(({ role }) => role === 'authentication')
    .map(({ certificate }) => parseCertificate(fromBase64(certificate)));
  if (anchors.length === 0) throw new Error('trust: no authentication certification authority');
  return { anchors, cardIssuerKeys: new Map(configured.cardIssuerKeys.map(issuerKey)) };
}

function issuerKey(configured: TrustResponse['cardIssuerKeys'][number]): [string, KeyObject] {
  const modulus = fromBase64(configured.modulus);
  const exponent = fromBase64(configured.exponent);
  const key = rsaPublicKey({ modulus, exponent });
  if (key === undefined) throw new Error('trust: a card issuer key is not RSA-2048 with the exponent 65537');
  return [configured.keyId, key];
}
