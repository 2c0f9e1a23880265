import type { TrustResponse } from '@kazasu/authority/api';
import { equal, fromBase64, fromHex, toUtf8 } from '@kazasu/bytes';
import type { CvIssuer } from '@kazasu/card';
import { type Certificate, parseCertificate } from '@kazasu/pki';
import { DIVERGENCES } from '../divergences.ts';
import { keepRsaKey } from './rsa-key.ts';

/** Whom the provider believes, as set up by its operator. */
export interface Trust {
  /** Authentication CA certificates of every generation. */
  readonly anchors: readonly Certificate[];
  readonly cardIssuerKeys: CardIssuerKeys;
}

/** Keys that sign the CV certificates of either application: trusted there only. */
export interface CardIssuerKeys {
  readonly text: readonly CvIssuer[];
  readonly surface: readonly CvIssuer[];
}

/** Reads the configured trust once. Throws (PkiError, BytesError, Error) for whatever is not a certificate or key. */
export function trustOf(configured: TrustResponse): Trust {
  const anchors = configured.anchors
    .filter(({ role }) => role === 'authentication')
    .map(({ certificate }) => parseCertificate(fromBase64(certificate)));
  if (anchors.length === 0) throw new Error('trust: no authentication certification authority');
  return {
    anchors,
    cardIssuerKeys: { text: issuersFor('text', configured), surface: issuersFor('surface', configured) },
  };
}

/** A key id begins with the issuer's number, seven ASCII digits; its last two name the application. */
function issuersFor(application: keyof CardIssuerKeys, { cardIssuerKeys }: TrustResponse): CvIssuer[] {
  const number = toUtf8(DIVERGENCES.cardIssuerNumbers.value[application]);
  return cardIssuerKeys.map(issuerKey).filter(({ keyId }) => equal(keyId.subarray(5, 7), number));
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
