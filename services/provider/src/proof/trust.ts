import type { CaRole, TrustResponse } from '@kazasu/authority/api';
import { fromBase64, fromHex } from '@kazasu/bytes';
import { type CvIssuer, type ItemIssuers, issuersByApplication } from '@kazasu/card/integrity';
import { type Certificate, parseCertificate } from '@kazasu/pki/login';
import { keepRsaKey } from './rsa-key.ts';

/** Whom the provider believes, as set up by its operator. */
export interface Trust {
  /** Authentication CA certificates of every generation. */
  readonly anchors: readonly Certificate[];
  /** Signature CA certificates of every generation; without any, nothing can be signed. */
  readonly signatureAnchors: readonly Certificate[];
  readonly cardIssuerKeys: ItemIssuers;
}

/** Reads the configured trust once. Throws (PkiError, BytesError, Error) for whatever is not a certificate or key. */
export function trustOf(configured: TrustResponse): Trust {
  const anchors = anchorsOf(configured, 'authentication');
  if (anchors.length === 0) throw new Error('trust: no authentication certification authority');
  return {
    anchors,
    signatureAnchors: anchorsOf(configured, 'signature'),
    cardIssuerKeys: issuersByApplication(configured.cardIssuerKeys.map(issuerKey)),
  };
}

function anchorsOf({ anchors }: TrustResponse, asked: CaRole): Certificate[] {
  return anchors
    .filter(({ role }) => role === asked)
    .map(({ certificate }) => parseCertificate(fromBase64(certificate)));
}

function issuerKey(configured: TrustResponse['cardIssuerKeys'][number]): CvIssuer {
  const issuer = {
    keyId: fromHex(configured.keyId),
    modulus: fromBase64(configured.modulus),
    exponent: fromBase64(configured.exponent),
  };
  if (!keepRsaKey(issuer)) {
    throw new Error('trust: a card issuer key is not RSA-2048 with the exponent 65537');
  }
  return issuer;
}
