import type { Clock } from '../clock/index.ts';
import { codeOf, type Log } from '../log/index.ts';
import type { Store } from '../store/index.ts';
import type { AdministrationAudit } from './administration.ts';
import { AdministrationError } from './administration-error.ts';
import { digestOf, NAME, type TrustForm } from './kept-trust.ts';
import type { KeptSetting, Settings } from './settings.ts';

/** As often as keys: a certification authority that is believed no more is believed nowhere after this time. */
const REFRESH_MS = 10_000;
/** A node that could not read for so long does not know whom to believe. */
const STALE_MS = 60_000;

export interface TrustDeps<Parsed> {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Pick<AdministrationAudit, 'append'>;
  readonly settings: Settings;
  readonly form: TrustForm<Parsed>;
  readonly config: {
    readonly fourEyes: boolean;
    /** The first version of a new database. */
    readonly trust: unknown;
  };
}

/** Why this node should be given no requests. */
export type TrustFault = 'trust/stale' | 'trust/refused';

/** Whom this node believes: read once, parsed once, held in memory. What is asked for last holds for the whole of a judgement. A service extends it by the parts of what it believes. */
export class TrustRing<Parsed> {
  readonly #deps: TrustDeps<Parsed>;
  #kept: KeptSetting;
  #trust: Parsed;
  #readAt: number;
  #refused = false;
  readonly #timer: NodeJS.Timeout;

  constructor(deps: TrustDeps<Parsed>, kept: KeptSetting) {
    this.#deps = deps;
    this.#kept = kept;
    this.#trust = deps.form.parse(JSON.parse(kept.document));
    this.#readAt = deps.clock.now();
    this.#timer = setInterval(() => {
      this.refresh().catch((error: unknown) =>
        deps.log.error('trust.refresh-failed', { code: codeOf(error) }),
      );
    }, REFRESH_MS);
    this.#timer.unref();
  }

  get trust(): Parsed {
    return this.#trust;
  }

  /** Rejects with a StoreError. What this service did not seal, or is older than what was read before, is not taken: what was known holds. */
  async refresh(): Promise<void> {
    const { store, settings, clock, log, form } = this.#deps;
    try {
      const kept = await settings.newest(store, NAME);
      if (kept !== undefined && kept.version !== this.#kept.version) {
        this.#trust = form.parse(JSON.parse(kept.document));
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
 * counts. Rejects with an AdministrationError, and as the form's `parse`.
 */
export async function openTrust<Parsed, Ring extends TrustRing<Parsed>>(
  deps: TrustDeps<Parsed>,
  Kind: new (deps: TrustDeps<Parsed>, kept: KeptSetting) => Ring,
): Promise<Ring> {
  const { store, settings, config, log, form } = deps;
  const configured = form.write(config.trust);
  const stands = await settings.newest(store, NAME);
  if (stands === undefined || (!config.fourEyes && stands.document !== configured)) {
    // Before it is written down: what cannot be used is told to whoever starts the node.
    form.parse(config.trust);
    await writeConfigured(deps, { replaces: stands?.version ?? 0, document: configured });
  } else if (stands.document !== configured) {
    log.warn('trust.configuration-differs', { version: String(stands.version) });
  }
  const kept = await settings.newest(store, NAME);
  if (kept === undefined) throw new Error('the trust that was just written is gone');
  return new Kind(deps, kept);
}

/** Of nodes that begin at the same time one writes it. */
async function writeConfigured<Parsed>(
  { store, settings, clock, audit }: TrustDeps<Parsed>,
  { replaces, document }: { readonly replaces: number; readonly document: string },
): Promise<void> {
  await store.transaction(async (within) => {
    const made = await settings.replace(within, NAME, replaces, { document, now: clock.now() });
    if (made === undefined) return;
    const event = { actor: 'service', action: 'trust.replaced', subject: `trust:${made.version}` } as const;
    await audit.append(within, { ...event, detail: { fingerprint: digestOf(document) } });
  });
}
