import { AuthorityUnreachable } from '@kazasu/authority/client';
import type { AppTransaction, CardProof } from '../api/app.ts';
import { ItemName } from '../api/app.ts';
import { findClient } from '../client/index.ts';
import { sealItems, selectItems } from '../consent/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { findPerson, pairwiseSubject } from '../person/index.ts';
import { type AcceptedProof, type FailureCode, judgeProof, type RefusedProof } from '../proof/index.ts';
import { APP_PROBLEMS, AppRefusal } from './app-problem.ts';
import { whyNot } from './app-steps.ts';
import { appView, challengeOf } from './app-view.ts';
import { type Interaction, itemsOf } from './interaction-data.ts';
import { countAttempt, failInteraction, type Proved, proveInteraction } from './interaction-store.ts';

export interface ProofStep {
  readonly deps: ProviderDeps;
  /** Counts what came of a proof. */
  readonly count: (result: FailureCode | 'accepted') => void;
}

/** Judges what the card said. The try is counted before it is looked at; the last one ends the login. */
export async function prove(
  step: ProofStep,
  phoneHash: string,
  { proof }: { readonly proof: CardProof },
): Promise<AppTransaction> {
  const { deps } = step;
  const max = DIVERGENCES.invalidProofsMax.value;
  const interaction = await countAttempt(deps.store, phoneHash, max, deps.clock.now());
  if (interaction === undefined) throw await whyNot(deps, phoneHash);
  const items = itemsOf(interaction, ItemName.options);
  if (items.length > 0 !== (proof.items !== undefined)) {
    const refusal = await refuse(step, interaction, phoneHash, { code: 'proof_invalid', report: undefined });
    throw refusal.final ? refusal : new AppRefusal('request_invalid');
  }
  const judged = await judgeProof(deps, {
    challenge: challengeOf(deps, interaction),
    revocation: interaction.revocation,
    proof,
  });
  if (judged.kind === 'refused') throw await refuse(step, interaction, phoneHash, judged);
  const proved = await identify(step, interaction, phoneHash, judged);
  const next = await proveInteraction(deps.store, phoneHash, proved, deps.clock.now());
  if (next === undefined) throw await whyNot(deps, phoneHash);
  step.count('accepted');
  return appView(deps, next);
}

/** From a certificate that was judged good to the subject that this relying party knows. */
async function identify(
  step: ProofStep,
  interaction: Interaction,
  phoneHash: string,
  judged: AcceptedProof,
): Promise<Proved> {
  const { deps } = step;
  try {
    const client = await findClient(deps, interaction.clientId);
    if (client === undefined) throw new AppRefusal('transaction_unknown');
    const personId = await findPerson(deps, judged.certificate);
    const asked = itemsOf(interaction, ItemName.options);
    return {
      subject: pairwiseSubject(deps.keys, personId, client.registrationId),
      authTime: judged.report.time,
      items:
        judged.items === undefined
          ? null
          : sealItems(deps.keys, interaction.id, selectItems(judged.items, asked)),
      report: JSON.stringify(judged.report),
    };
  } catch (error) {
    if (!(error instanceof AuthorityUnreachable)) throw error;
    deps.log.warn('lineage.unavailable', { code: error.code });
    throw await refuse(step, interaction, phoneHash, { code: 'service_unavailable', report: judged.report });
  }
}

/** Ends the login if the reason is final or this was the last try. */
async function refuse(
  step: ProofStep,
  interaction: Interaction,
  phoneHash: string,
  refused: Pick<RefusedProof, 'code' | 'report'>,
): Promise<AppRefusal> {
  const { code, report } = refused;
  step.count(code);
  const final = APP_PROBLEMS[code].final || interaction.attempts >= DIVERGENCES.invalidProofsMax.value;
  if (final) {
    const kept = report === undefined ? null : JSON.stringify(report);
    await failInteraction(step.deps.store, phoneHash, code, kept);
  }
  return new AppRefusal(code, final);
}
