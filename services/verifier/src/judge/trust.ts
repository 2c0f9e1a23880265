import { fromBase64 } from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '@kazasu/pki';
import { openTrust, type TrustDeps, type TrustForm, TrustRing } from '@kazasu/server/administration';
import * as v from 'valibot';
import { VerifierTrust } from '../api/index.ts';

/** Whom the verifier believes. */
export interface Trust {
  /** Signature CA certificates of every generation. */
  readonly anchors: readonly Certificate[];
  /** CA certificates of time-stamp units. */
  readonly timestampAnchors: readonly Certificate[];
}

/** Throws (PkiError, BytesError, Error) for whatever is not a certificate. */
export function trustOf({ anchors, timestampAnchors }: VerifierTrust): Trust {
  const signature = anchors
    .filter(({ role }) => role === 'signature')
    .map(({ certificate }) => parseCertificate(fromBase64(certificate)));
  if (signature.length === 0) throw new Error('trust: no signature certification authority');
  return {
    anchors: signature,
    timestampAnchors: timestampAnchors.map((certificate) => parseCertificate(fromBase64(certificate))),
  };
}

export const TRUST_FORM: TrustForm<Trust> = {
  parse: (document) => trustOf(v.parse(VerifierTrust, document)),
  write: (trust) => JSON.stringify(v.parse(VerifierTrust, trust)),
};

/** In versions: the first is the configuration's, the next are what two administrators agreed to. Read every ten seconds. */
export class KeptTrust extends TrustRing<Trust> implements Trust {
  /** Rejects with an AdministrationError, and as {@link trustOf}. */
  static open(deps: Omit<TrustDeps<Trust>, 'form'>): Promise<KeptTrust> {
    return openTrust({ ...deps, form: TRUST_FORM }, KeptTrust);
  }

  get anchors(): readonly Certificate[] {
    return this.trust.anchors;
  }

  get timestampAnchors(): readonly Certificate[] {
    return this.trust.timestampAnchors;
  }
}
