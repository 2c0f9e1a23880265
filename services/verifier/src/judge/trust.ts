import { fromBase64 } from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '@kazasu/pki';
import type { VerifierConfig } from '../config.ts';

/** Whom the verifier believes, as set up by its operator. */
export interface Trust {
  /** Signature CA certificates of every generation. */
  readonly anchors: readonly Certificate[];
  /** CA certificates of time-stamp units. */
  readonly timestampAnchors: readonly Certificate[];
}

/** Reads the configured trust once. Throws (PkiError, BytesError, Error) for whatever is not a certificate. */
export function trustOf({ anchors, timestampAnchors }: VerifierConfig['trust']): Trust {
  const signature = anchors
    .filter(({ role }) => role === 'signature')
    .map(({ certificate }) => parseCertificate(fromBase64(certificate)));
  if (signature.length === 0) throw new Error('trust: no signature certification authority');
  return {
    anchors: signature,
    timestampAnchors: timestampAnchors.map((certificate) => parseCertificate(fromBase64(certificate))),
  };
}
