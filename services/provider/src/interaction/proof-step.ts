import type { CertificateId } from '@kazasu/authority/api';
import { AuthorityUnreachable } from '@kazasu/authority/client';
import type { Report } from '@kazasu/pki/login';
import { ItemName } from '../api/app.ts';
import { type Client, findClient } from '../client/index.ts';
import { type SecretItems, sealItems, selectItems } from '../consent/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { seeCertificate } from '../holder/index.ts';
import { findPerson, pairwiseSubject } from '../person/index.ts';
import type { FailureCode, RefusedProof, SeenCertificate } from '../proof/index.ts';
import { endSignTransaction } from '../sign/index.ts';
import { APP_PROBLEMS, AppRefusal } from './app-problem.ts';
import { whyNot } from './app-steps.ts';
import { type Interaction, isSigning, itemsOf } from './interaction-data.ts';
import { countAttempt, failInteraction, type Proved } from './interaction-store.ts';

export interface ProofStep {
  readonly deps: ProviderDeps;
  /** Counts what came of a proof. */
  readonly count: (result: FailureCode | 'accepted') => void;
}

/** A proof whose try has been counted. */
export interface Attempt {
  readonly step: ProofStep;
  readonly phoneHash: string;
  readonly interaction: Interaction;
}

/** Counts the try before anything is looked at. */
export async function beginAttempt(step: ProofStep, phoneHash: string): Promise<Attempt> {
  const { deps } = step;
  const max = DIVERGENCES.invalidProofsMax.value;
  const interaction = await countAttempt(deps.store, phoneHash, max, deps.clock.now());
  if (interaction === undefined) throw await whyNot(deps, phoneHash);
  return { step, phoneHash, interaction };
}

/** The proof is not of the kind that was asked for; a try all the same. */
export async function mismatch(attempt: Attempt): Promise<AppRefusal> {
  const refusal = await refuse(attempt, { code: 'proof_invalid', report: undefined });
  return refusal.final ? refusal : new AppRefusal('request_invalid');
}

/** Whether items are there exactly if they were asked for. */
export function itemsFit({ interaction }: Attempt, proof: { readonly items?: unknown }): boolean {
  return itemsOf(interaction, ItemName.options).length > 0 === (proof.items !== undefined);
}

export async function clientOf({ step, interaction }: Attempt): Promise<Client> {
  const client = await findClient(step.deps, interaction.clientId);
  if (client === undefined) throw new AppRefusal('transaction_unknown');
  return client;
}

export interface Judged {
  readonly report: Report;
  readonly certificate: CertificateId;
  readonly seen: SeenCertificate;
  readonly items?: Required<SecretItems>;
}

/** From a certificate that was judged good to the subject that this relying party knows. */
export async function identify(attempt: Attempt, client: Client, judged: Judged): Promise<Proved> {
  const { step, interaction } = attempt;
  const { deps } = step;
  try {
    const role = isSigning(interaction) ? 'signature' : 'authentication';
    const personId = await findPerson(deps, judged.certificate, role);
    const { id: interactionId, holderId } = interaction;
    await seeCertificate(deps, { interactionId, personId, holderId, seen: judged.seen });
    const asked = itemsOf(interaction, ItemName.options);
    return {
      personId,
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
    throw await refuse(attempt, { code: 'service_unavailable', report: judged.report });
  }
}

/** Ends the login if the reason is final or this was the last try. */
export async function refuse(
  { step, interaction, phoneHash }: Attempt,
  { code, report }: Pick<RefusedProof, 'code' | 'report'>,
): Promise<AppRefusal> {
  step.count(code);
  const final = APP_PROBLEMS[code].final || interaction.attempts >= DIVERGENCES.invalidProofsMax.value;
  if (final) {
    const kept = report === undefined ? null : JSON.stringify(report);
    await step.deps.store.transaction(async (within) => {
      const failed = await failInteraction(within, phoneHash, code, kept);
      if (failed !== undefined && isSigning(failed)) await endSignTransaction(within, failed.id, 'failed');
    });
  }
  return new AppRefusal(code, final);
}
