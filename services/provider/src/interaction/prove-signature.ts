import type { AppTransaction, SignatureProof } from '../api/app.ts';
import { type AcceptedSignature, certificateStatus, judgeSignatureProof } from '../proof/index.ts';
import { inputsOf, keepResult, resultOf, type SignTransaction, sealResult } from '../sign/index.ts';
import { AppRefusal } from './app-problem.ts';
import { whyNot } from './app-steps.ts';
import { appView, challengeOf, signingOf } from './app-view.ts';
import type { Interaction } from './interaction-data.ts';
import { type Proved, proveInteraction } from './interaction-store.ts';
import {
  type Attempt,
  beginAttempt,
  clientOf,
  identify,
  itemsFit,
  mismatch,
  type ProofStep,
  refuse,
} from './proof-step.ts';

/**
 * Judges what the card said, and makes at once what the client will get of it, so that for a private client nothing of it is ever
 * kept that somebody but its platform operator could read.
 */
export async function proveSignature(
  step: ProofStep,
  phoneHash: string,
  { proof }: { readonly proof: SignatureProof },
): Promise<AppTransaction> {
  const { deps } = step;
  const attempt = await beginAttempt(step, phoneHash);
  const { interaction } = attempt;
  const signing = await signingOf(deps, interaction);
  if (signing === undefined || !fits(attempt, signing, proof)) throw await mismatch(attempt);
  const challenge = challengeOf(deps, interaction);
  const judged = await judgeSignatureProof(deps, { challenge, inputs: inputsOf(signing), proof });
  deps.inspector?.judged(judged);
  if (judged.kind === 'refused') throw await refuse(attempt, judged);
  const kept = await keepable(attempt, signing, { judged, proof });
  const next = await keep(attempt, kept);
  if (next === undefined) throw await whyNot(deps, phoneHash);
  step.count('accepted');
  return appView(deps, next);
}

function fits(attempt: Attempt, { documents }: SignTransaction, proof: SignatureProof): boolean {
  return itemsFit(attempt, proof) && proof.signatures.length === documents.length;
}

interface Signed {
  readonly judged: AcceptedSignature;
  readonly proof: SignatureProof;
}

interface Kept {
  readonly proved: Proved;
  readonly result: Uint8Array;
}

/** The authority is asked only now, about a certificate that stands every test. */
async function keepable(
  attempt: Attempt,
  transaction: SignTransaction,
  { judged, proof }: Signed,
): Promise<Kept> {
  const { deps } = attempt.step;
  const client = await clientOf(attempt);
  const proved = await identify(attempt, client, judged);
  const status =
    client.kind === 'government'
      ? await certificateStatus(deps, judged.read, attempt.interaction.revocation)
      : undefined;
  const result = await resultOf(deps, { client, transaction, proof, status });
  if (result === undefined) {
    throw await refuse(attempt, { code: 'service_unavailable', report: judged.report });
  }
  return { proved, result: sealResult(deps.keys.items, result) };
}

/** Interaction and result together, or neither: a person who stopped meanwhile leaves nothing behind. */
function keep(
  { step: { deps }, phoneHash }: Attempt,
  { proved, result }: Kept,
): Promise<Interaction | undefined> {
  const now = deps.clock.now();
  return deps.store.transaction(async (within) => {
    const next = await proveInteraction(within, phoneHash, proved, now);
    if (next === undefined) return undefined;
    if (!(await keepResult(within, next.id, result, now))) {
      // Swept in between, by a node whose clock is ahead.
      throw new AppRefusal('transaction_expired');
    }
    return next;
  });
}
