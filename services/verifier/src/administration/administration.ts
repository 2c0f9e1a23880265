import {
  type Administration,
  administrationTables,
  openSettings,
  type Settings,
  usedProposalTables,
} from '@kazasu/server/administration';
import { VerifierChange } from '../api/index.ts';
import type { KeyObject } from '../crypto.ts';
import type { VerifierDeps } from '../deps.ts';

export const VERIFIER = 'verifier';
export const ADMINISTRATION_TABLES = administrationTables(VERIFIER);
export const USED_PROPOSALS = usedProposalTables(VERIFIER);

export function openAdministration(key: KeyObject): Settings {
  return openSettings({ service: VERIFIER, key: () => key });
}

export type AdministeredDeps = Pick<VerifierDeps, 'config' | 'audit' | 'store' | 'clock' | 'settings'>;

/** The verifier as its administration knows it. */
export function administrationOf(deps: AdministeredDeps): Administration<VerifierChange> {
  const { config, audit, store, clock, settings } = deps;
  return {
    service: VERIFIER,
    store,
    clock,
    settings,
    audit: { append: audit.append, refused: audit.sparing.tell },
    config: { ...config, proposalLifetimeMs: config.administration.proposalLifetimeMs },
    change: VerifierChange,
  };
}
