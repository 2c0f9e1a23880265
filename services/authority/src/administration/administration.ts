import {
  type Administration,
  administrationTables,
  openSettings,
  type Settings,
  usedProposalTables,
} from '@kazasu/server/administration';
import { AuthorityChange } from '../api.ts';
import type { KeyObject } from '../crypto.ts';
import type { AuthorityDeps } from '../deps.ts';

export const AUTHORITY = 'authority';
export const ADMINISTRATION_TABLES = [...administrationTables(AUTHORITY), ...usedProposalTables(AUTHORITY)];

export function openAdministration(key: KeyObject): Settings {
  return openSettings({ service: AUTHORITY, key: () => key });
}

export type AdministeredDeps = Pick<AuthorityDeps, 'config' | 'audit' | 'store' | 'clock' | 'settings'>;

/** The authority as its administration knows it. */
export function administrationOf(deps: AdministeredDeps): Administration<AuthorityChange> {
  const { config, audit, store, clock, settings } = deps;
  return {
    service: AUTHORITY,
    store,
    clock,
    settings,
    audit: { append: audit.append, refused: audit.sparing.tell },
    config: { ...config, proposalLifetimeMs: config.administration.proposalLifetimeMs },
    change: AuthorityChange,
  };
}
