import { codeOf } from '@kazasu/server/log';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { declineFromOutside, expireFromOutside, failFromOutside } from '../interaction/end-from-outside.ts';
import type { Interaction } from '../interaction/interaction-data.ts';
import { createOpenCode } from '../interaction/open-code.ts';
import type { ChosenOutcome } from './choice-data.ts';
import { insertChoice } from './choice-store.ts';
import type { Sandbox } from './sandbox.ts';
import { SubstituteUnreachable } from './substitute.ts';

export interface SandboxDeps extends ProviderDeps {
  readonly sandbox: Sandbox;
}

/** An interaction that waits, in the hands of the browser that began it. */
export interface Waiting {
  readonly interaction: Interaction;
  readonly browserHash: string;
}

/**
 * Brings an interaction that waits to the end that was chosen, and remembers the choice for what comes later. Where somebody has chosen
 * already, or a phone has opened it, nothing happens. What comes of a card is the card's: a person whose certificate is revoked
 * is refused, whatever was chosen. It keeps its request waiting: the caller has taken a place for it, before anything was done.
 */
export async function carryOut(deps: SandboxDeps, waiting: Waiting, chosen: ChosenOutcome): Promise<void> {
  const { interaction } = waiting;
  const { outcome, person, delayMs } = chosen;
  const first = await insertChoice(deps.store, {
    transaction_id: interaction.id,
    outcome: outcome.id,
    person: person ?? null,
    delay_ms: delayMs,
    expires_at: interaction.expiresAt + DIVERGENCES.sessionLifetimeMs.value,
  });
  if (!first) return;
  deps.inspector?.sandbox({ outcome: outcome.id, ...(person !== undefined && { person }) });
  deps.log.info('sandbox.chosen', { clientId: interaction.clientId, code: outcome.id });
  await lead(deps, waiting, chosen);
  if (outcome.later?.at === 'authorization') await deps.sandbox.sleep(delayMs);
}

function lead(deps: SandboxDeps, waiting: Waiting, { outcome, person }: ChosenOutcome): Promise<void> {
  const { interaction, browserHash } = waiting;
  const { way } = outcome;
  switch (way.kind) {
    case 'perform':
      return perform(deps, waiting, { person: person ?? '', agree: way.agree });
    case 'decline':
      return declineFromOutside(deps, interaction, browserHash);
    case 'expire':
      return expireFromOutside(deps, interaction);
    case 'fail':
      return failFromOutside(deps, interaction, way.failure);
    case 'before':
      throw new TypeError('nothing has begun that way');
  }
}

/** Whatever happens, there is an answer at the end: without anybody to play the phone the service is unavailable, which is true. */
async function perform(
  deps: SandboxDeps,
  { interaction, browserHash }: Waiting,
  part: { readonly person: string; readonly agree: boolean },
): Promise<void> {
  const code = await createOpenCode(deps, interaction, 'substitute');
  try {
    const { outcome, reason } = await deps.sandbox.substitute.perform({ ...part, code });
    if (outcome === 'approved') return;
    if (reason !== undefined) deps.log.info('sandbox.refused', { code: reason });
  } catch (error) {
    if (!(error instanceof SubstituteUnreachable)) throw error;
    deps.log.warn('substitute.unreachable', { code: codeOf(error) });
    await failFromOutside(deps, interaction, 'service_unavailable');
  }
  // Nothing where it has ended; a phone that was left in the middle would keep the relying party waiting.
  await declineFromOutside(deps, interaction, browserHash);
}
