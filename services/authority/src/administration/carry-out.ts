import { type Consented, changeAdministrators, type Outcome, together } from '@kazasu/server/administration';
import type { AuthorityChange } from '../api.ts';
import { makeContract } from '../verifier/index.ts';
import { type AdministeredDeps, administrationOf } from './administration.ts';

/** What was agreed to, of whatever kind. Throws an AdministratorError, or an AuthorityError (`verifier_exists`). */
export function carryOut(
  deps: AdministeredDeps,
  change: AuthorityChange,
  consented: Consented,
): Promise<Outcome> {
  switch (change.kind) {
    case 'administrator.add':
    case 'administrator.remove':
      return changeAdministrators(administrationOf(deps), change, consented);
    case 'contract.add':
      return together(deps, consented, async (within) => {
        const { contract, tokenHash } = change;
        const { verifierId } = contract;
        await makeContract(within, contract, { tokenHash, at: deps.clock.now() });
        const detail = { fingerprint: tokenHash, reason: verifierId };
        return { action: 'contract', subject: `verifier:${verifierId}`, detail, outcome: { verifierId } };
      });
  }
}
