import { inSpan } from '@kazasu/server/trace';
import type { AppTransaction, CardProof } from '../api/app.ts';
import { judgeProof } from '../proof/index.ts';
import { whyNot } from './app-steps.ts';
import { appView, challengeOf } from './app-view.ts';
import { isSigning } from './interaction-data.ts';
import { proveInteraction } from './interaction-store.ts';
import {
  beginAttempt,
  clientOf,
  identify,
  itemsFit,
  mismatch,
  type ProofStep,
  refuse,
} from './proof-step.ts';

/** Judges what the card said. The try is counted before it is looked at; the last one ends the login. */
export async function prove(
  step: ProofStep,
  phoneHash: string,
  { proof }: { readonly proof: CardProof },
): Promise<AppTransaction> {
  const { deps } = step;
  const attempt = await beginAttempt(step, phoneHash);
  const { interaction } = attempt;
  // Logging in is not signing: whoever was asked for the one never does the other.
  if (isSigning(interaction) || !itemsFit(attempt, proof)) throw await mismatch(attempt);
  const judged = await inSpan(
    'judgement',
    {},
    () =>
      judgeProof(deps, {
        challenge: challengeOf(deps, interaction),
        revocation: interaction.revocation,
        proof,
      }),
    ({ kind }) => ({ 'kazasu.verdict': kind === 'refused' ? 'failed' : 'passed' }),
  );
  deps.inspector?.judged(judged);
  if (judged.kind === 'refused') throw await refuse(attempt, judged);
  const proved = await identify(attempt, await clientOf(attempt), judged);
  const next = await proveInteraction(deps.store, phoneHash, proved, deps.clock.now());
  if (next === undefined) throw await whyNot(deps, phoneHash);
  step.count('accepted');
  return appView(deps, next);
}
