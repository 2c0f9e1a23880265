import type { CaRole } from '@kazasu/pki/issue';
import type { Device, RevocationReason } from '../api.ts';
import { type ChangedRow, endCertificates, endChildren } from '../certificate/index.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { Step } from './happen.ts';

const REASONS = DIVERGENCES.reasonCodes.value;

/** Which reason an event gives: the table with its mark is in divergences.ts. */
export function reasonOf(event: keyof typeof REASONS): RevocationReason {
  return REASONS[event];
}

/**
 * Revokes for good what lives on the resident's devices of this kind in these roles, and what was issued to a phone
 * with it.
 */
export async function end(
  step: Step,
  device: Device,
  roles: readonly CaRole[],
  event: keyof typeof REASONS,
  at = step.now,
): Promise<void> {
  const reason = reasonOf(event);
  const { within, card } = step;
  for (const role of roles) {
    const ended = await endCertificates(within, { residentId: card.residentId, device, role, reason, at });
    step.note(ended);
    step.note(await endPhonesOf(step.within, ended, at));
  }
  step.because(reason);
}

/** What was issued to phones with these certificates ends with them. */
export async function endPhonesOf(
  within: Step['within'],
  ended: readonly ChangedRow[],
  at: number,
): Promise<ChangedRow[]> {
  const children: ChangedRow[] = [];
  for (const { serial } of ended) {
    children.push(...(await endChildren(within, serial, reasonOf('cardOfPhoneEnded'), at)));
  }
  return children;
}
