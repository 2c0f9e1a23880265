import { type Administration, openSettings, type Settings } from '@kazasu/server/administration';
import { Change } from '../api/index.ts';
import type { KeyObject } from '../crypto.ts';
import type { ProviderDeps } from '../deps.ts';
import { PROVIDER } from './tables.ts';

export function openAdministration(keys: { readonly administration: KeyObject }): Settings {
  return openSettings({ service: PROVIDER, key: () => keys.administration });
}

export type AdministeredDeps = Pick<ProviderDeps, 'config' | 'audit' | 'store' | 'clock' | 'settings'>;

/** The provider as its administration knows it. */
export function administrationOf(deps: AdministeredDeps): Administration<Change> {
  const { config, audit, store, clock, settings } = deps;
  return {
    service: PROVIDER,
    store,
    clock,
    settings,
    audit: { append: audit.append, refused: audit.sparing.tell },
    config: { ...config, proposalLifetimeMs: config.administration.proposalLifetimeMs },
    change: Change,
  };
}
