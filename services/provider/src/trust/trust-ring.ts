import type { ItemIssuers } from '@kazasu/card/integrity';
import type { Certificate } from '@kazasu/pki/login';
import { AdministrationError, type KeptSetting, type Settings } from '@kazasu/server/administration';
import { codeOf } from '@kazasu/server/log';
import type { TrustDocument } from '../api/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { type Trust, trustOf } from '../proof/trust.ts';
import { digestOf, documentOf, NAME } from './kept-trust.ts';

/** As often as keys: a certification authority that is believed no more is believed nowhere after this time. */
const REFRESH_MS = 10_000;
/** A node that could not read for so long does not know whom to believe. */
const STALE_MS = 60_000;

export type TrustDeps = Pick<ProviderDeps, 'store' | 'clock' | 'log' | 'audit'> & {
  readonly config: Pick<ProviderDeps['config'], 'fourEyes' | 'trust'>;
  readonly settings: Settings;
};

/** Why this node should be given no requests. */
export type TrustFault = 'trust/stale' | 'trust/refused';

/** Whom this node believes: read once, parsed once, held in memory. What is asked for last holds for the whole of a judgement. */
export class TrustRing implements Trust {
  readonly #deps: TrustDeps;
  #kept: KeptSetting;
  #trust: Trust;
  #readAt: number;
  #refused = false;
  readonly #timer: NodeJS.Timeout;

  constructor(deps: TrustDeps, kept: KeptSetting) {
    this.#deps = deps;
    this.#kept = kept;
    this.#trust = trustOf(JSON.parse(kept.document));
    this.#readAt = deps.clock.now();
    this.#timer = setInterval(() => {
      this.refresh().catch((error: unknown) =>
        deps.log.error('trust.refresh-failed', { code: codeOf(error) }),
      );
    }, REFRESH_MS);
    this.#timer.unref();
  }

  get anchors(): readonly Certificate[] {
    return this.#trust.anchors;
  }

  get signatureAnchors(): readonly Certificate[] {
    return this.#trust.signatureAnchors;
  }

  get cardIssuerKeys(): ItemIssuers {
    return this.#trust.cardIssuerKeys;
  }

  /** Rejects with a StoreError. What this provider did not seal, or is older than what was read before, is not taken: what was known holds. */
  async refresh(): Promise<void> {
    const { store, settings, clock, log } = this.#deps;
    try {
      const kept = await settings.newest(store, NAME);
      if (kept !== undefined && kept.version !== this.#kept.version) {
        this.#trust = trustOf(JSON.parse(kept.document));
        this.#kept = kept;
        log.warn('trust.loaded', { version: String(kept.version) });
      }
      this.#readAt = clock.now();
      this.#refused = false;
    } catch (error) {
      if (!(error instanceof AdministrationError)) throw error;
      this.#refused = true;
      log.error('trust.refused', { code: error.code });
    }
  }

  fault(): TrustFault | undefined {
    if (this.#refused) return 'trust/refused';
    return this.#deps.clock.now() - this.#readAt > STALE_MS ? 'trust/stale' : undefined;
  }

  /** What this node goes by. */
  kept(): KeptSetting & { readonly digest: string } {
    return { ...this.#kept, digest: digestOf(this.#kept.document) };
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

/**
 * The newest version; of a new database the configuration's is the first. Where one administers alone, the configuration goes on to be what
 * counts. Rejects with an AdministrationError, and as `trustOf`.
 */
export async function openTrust(deps: TrustDeps): Promise<TrustRing> {
  const { store, settings, config, log } = deps;
  const configured = documentOf(config.trust as TrustDocument);
  const stands = await settings.newest(store, NAME);
  if (stands === undefined || (!config.fourEyes && stands.document !== configured)) {
    // Before it is written down: what cannot be used is told to whoever starts the node.
    trustOf(config.trust);
    await writeConfigured(deps, { replaces: stands?.version ?? 0, document: configured });
  } else if (stands.document !== configured) {
    log.warn('trust.configuration-differs', { version: String(stands.version) });
  }
  const kept = await settings.newest(store, NAME);
  if (kept === undefined) throw new Error('the trust that was just written is gone');
  return new TrustRing(deps, kept);
}

/** Of nodes that begin at the same time one writes it. */
async function writeConfigured(
  { store, settings, clock, audit }: TrustDeps,
  { replaces, document }: { readonly replaces: number; readonly document: string },
): Promise<void> {
  await store.transaction(async (within) => {
    const made = await settings.replace(within, NAME, replaces, { document, now: clock.now() });
    if (made === undefined) return;
    const event = { actor: 'service', action: 'trust.replaced', subject: `trust:${made.version}` } as const;
    await audit.append(within, { ...event, detail: { fingerprint: digestOf(document) } });
  });
}
