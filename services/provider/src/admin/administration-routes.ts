import { mountAdministration as mount } from '@kazasu/server/administration';
import type { Hono } from 'hono';
import { administrationOf, carryOut } from '../administration/index.ts';
import type { KeyChangeDeps } from '../key/index.ts';
import type { ProviderTrust } from '../trust/index.ts';
import { refusalOf } from './answered.ts';
import type { AdminDeps } from './deps.ts';

export interface AdministrationParts {
  readonly vault: KeyChangeDeps['vault'];
  readonly trust: Pick<ProviderTrust, 'kept'>;
  /** Reads keys and trust anew, so that this node at least goes by what it has just done. */
  refresh(): Promise<void>;
}

export function mountAdministration(
  app: Hono,
  deps: AdminDeps,
  { vault, ...parts }: AdministrationParts,
): void {
  const administration = administrationOf(deps);
  mount(app, administration, {
    ...parts,
    log: deps.log,
    refusalOf,
    carryOut: (change, consented) =>
      carryOut({ ...administration, vault, ownAudit: deps.audit }, change, consented),
  });
}
