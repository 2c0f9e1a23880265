import type { ItemIssuers } from '@kazasu/card/integrity';
import type { Certificate } from '@kazasu/pki/login';
import { openTrust, type TrustDeps, type TrustForm, TrustRing } from '@kazasu/server/administration';
import * as v from 'valibot';
import { TrustDocument } from '../api/index.ts';
import { type Trust, trustOf } from '../proof/trust.ts';

export const TRUST_FORM: TrustForm<Trust> = {
  parse: (document) => trustOf(document as TrustDocument),
  write: (trust) => JSON.stringify(v.parse(TrustDocument, trust)),
};

/** Whom this node believes; what is asked for last holds for the whole of a judgement. */
export class ProviderTrust extends TrustRing<Trust> implements Trust {
  /** Rejects with an AdministrationError, and as `trustOf`. */
  static open(deps: Omit<TrustDeps<Trust>, 'form'>): Promise<ProviderTrust> {
    return openTrust({ ...deps, form: TRUST_FORM }, ProviderTrust);
  }

  get anchors(): readonly Certificate[] {
    return this.trust.anchors;
  }

  get signatureAnchors(): readonly Certificate[] {
    return this.trust.signatureAnchors;
  }

  get cardIssuerKeys(): ItemIssuers {
    return this.trust.cardIssuerKeys;
  }
}
