/** What a provider is made of: its settings, and what they stand on. */
import type { Clock } from '@kazasu/server/clock';
import type { Forwarding } from '@kazasu/server/http';
import type { KeyFolder, TokenKeys } from '@kazasu/server/keys';
import type { Log } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import type { ProviderSettings } from './config.ts';
import type { Sandbox } from './sandbox/index.ts';

export interface ProviderOptions extends Readonly<ProviderSettings> {
  /** Stays its owner's: `close` does not close it. */
  readonly store: Store;
  readonly keys: KeyFolder;
  /** Where the keys that sign lie, if not in the folder; stays its owner's. */
  readonly tokenKeys?: TokenKeys;
  readonly clock?: Clock;
  readonly log: Log;
  /** Where requests come from, as the door before the provider has it; default by `trustedProxies`. */
  readonly forwarding?: Forwarding;
  /** How the authority and, in a sandbox, the substitute are reached; default the network. */
  readonly fetch?: typeof fetch;
  /** Milliseconds that never go backwards, by which limits count; default the machine's. */
  readonly ticks?: () => number;
  /** How a sandbox is late; default by the clock of the machine. */
  readonly sleep?: Sandbox['sleep'];
}

/** Without what is no setting, for all that is must be known. */
export function settingsIn(options: ProviderOptions): ProviderSettings {
  const {
    store: _store,
    keys: _keys,
    tokenKeys: _tokenKeys,
    clock: _clock,
    log: _log,
    forwarding: _forwarding,
    fetch: _fetch,
    sleep: _sleep,
    ticks: _ticks,
    ...settings
  } = options;
  return settings;
}
