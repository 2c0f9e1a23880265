import type { ItemIssuers } from '@kazasu/card/integrity';
import type { Certificate } from '@kazasu/pki/login';
import {
  openTrust,
  type TrustDeps,
  type TrustFault,
  type TrustForm,
  type TrustRing,
} from '@kazasu/server/administration';
import * as v from 'valibot';
import { TrustDocument } from '../api/index.ts';
import { type Trust, trustOf } from '../proof/trust.ts';

export const TRUST_FORM: TrustForm<Trust> = {
  parse: (document) => trustOf(document as TrustDocument),
  write: (trust) => JSON.stringify(v.parse(TrustDocument, trust)),
};

/** Whom this node believes; what is asked for last holds for the whole of a judgement. */
export class ProviderTrust implements Trust {
  readonly #ring: TrustRing<Trust>;

  constructor(ring: TrustRing<Trust>) {
    this.#ring = ring;
  }

  /** Rejects with an AdministrationError, and as `trustOf`. */
  static async open(deps: Omit<TrustDeps<Trust>, 'form'>): Promise<ProviderTrust> {
    return new ProviderTrust(await openTrust({ ...deps, form: TRUST_FORM }));
  }

  get anchors(): readonly Certificate[] {
    return this.#ring.trust.anchors;
  }

  get signatureAnchors(): readonly Certificate[] {
    return this.#ring.trust.signatureAnchors;
  }

  get cardIssuerKeys(): ItemIssuers {
    return this.#ring.trust.cardIssuerKeys;
  }

  refresh(): Promise<void> {
    return this.#ring.refresh();
  }

  fault(): TrustFault | undefined {
    return this.#ring.fault();
  }

  kept(): ReturnType<TrustRing<Trust>['kept']> {
    return this.#ring.kept();
  }

  close(): void {
    this.#ring.close();
  }
}
