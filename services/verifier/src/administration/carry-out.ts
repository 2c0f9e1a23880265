import {
  AdministratorError,
  type Consented,
  changeAdministrators,
  changeTrust,
  type Outcome,
  together,
} from '@kazasu/server/administration';
import type { VerifierChange } from '../api/index.ts';
import type { VerifierDeps } from '../deps.ts';
import { TRUST_FORM } from '../judge/index.ts';
import { type AdministeredDeps, administrationOf } from './administration.ts';

export type CarryOutDeps = AdministeredDeps & Pick<VerifierDeps, 'keys'>;

/** What was agreed to, of whatever kind. Throws an AdministratorError or a KeyError. */
export function carryOut(deps: CarryOutDeps, change: VerifierChange, consented: Consented): Promise<Outcome> {
  switch (change.kind) {
    case 'administrator.add':
    case 'administrator.remove':
      return changeAdministrators(administrationOf(deps), change, consented);
    case 'trust.replace':
      return changeTrust({ ...administrationOf(deps), form: TRUST_FORM }, change, consented);
    case 'key.rotate':
      return rotateEncryption(deps, change, consented);
  }
}

/** Keys are made before the transaction, where they lie; whoever loses finds the same ones there the next time. */
async function rotateEncryption(
  { store, audit, clock, keys }: CarryOutDeps,
  { replaces, overlapSeconds }: Extract<VerifierChange, { kind: 'key.rotate' }>,
  consented: Consented,
): Promise<Outcome> {
  const next = await keys.encryption.prepare(replaces + 1);
  return together({ store, audit }, consented, async (within) => {
    const now = clock.now();
    const notAfter = now + overlapSeconds * 1_000;
    if (!(await keys.encryption.begin(within, next, { now, retiresBefore: notAfter }))) {
      throw new AdministratorError(
        'keys/changed',
        'another generation stands than the one that was to be replaced',
      );
    }
    const version = String(replaces + 1);
    return {
      action: 'key.rotated',
      subject: 'key:encryption',
      detail: { version, notAfter },
      outcome: { purpose: 'encryption', version: replaces + 1, keyIds: next.map(({ kid }) => kid).join(' ') },
    };
  });
}
