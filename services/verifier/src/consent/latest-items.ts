import type { LatestItems } from '@kazasu/authority/api';
import { toUtf8 } from '@kazasu/bytes';
import { randomId } from '@kazasu/server/random';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { latestCertificate, rememberNumber } from '../status/index.ts';
import { emit } from '../webhook/index.ts';
import { asking } from './authority.ts';
import { isInForce } from './consent.ts';
import type { Consent } from './consent-data.ts';
import { endConsent, latestConsent } from './consent-store.ts';

export interface LatestAnswer {
  readonly id: string;
  readonly at: number;
  readonly items: LatestItems['items'];
  /** Of the signature certificate that is good now: the latest one known here, another, or none. */
  readonly certificate: 'known' | 'new' | 'none';
  readonly leafIndex: number;
}

const REFUSALS = {
  consent_ended: 'consent-ended',
  consent_unknown: 'consent-ended',
  purpose_refused: 'purpose-not-allowed',
} as const;

/**
 * What the register says now, told once and kept nowhere; that it was asked is on record. A certificate that is new is the same
 * person's from now on: it is known only once that it was new is on record, or the next answer would not say so. Throws `consent-missing`, `consent-ended`, `authority-unavailable`.
 */
export async function latestItems(
  deps: VerifierDeps,
  whose: Pick<Consent, 'tenantId' | 'personId' | 'purpose'>,
): Promise<LatestAnswer> {
  const consent = await latestConsent(deps.store, whose.tenantId, whose);
  if (consent === undefined) throw new VerifierError('consent-missing');
  if (!isInForce(consent, deps.clock.now())) throw new VerifierError('consent-ended');
  const told = await ask(deps, consent);
  const current = told.signatureCertificate;
  const certificate = await newsOf(deps, consent, current);
  const [id, at] = [randomId(), deps.clock.now()];
  const leafIndex = await record(deps, consent, { id, at, certificate });
  if (certificate === 'new' && current !== undefined) await rememberNumber(deps, consent, current);
  return { id, at, items: told.items, certificate, leafIndex };
}

/** A consent that is found ended is ended here too, and told of once. */
async function ask(deps: VerifierDeps, consent: Consent): Promise<LatestItems> {
  const { authorityId, purpose } = consent;
  try {
    const question = { consentId: authorityId, purpose };
    return await asking(deps, () => deps.authority.latestItems(question), REFUSALS);
  } catch (error) {
    if (error instanceof VerifierError && error.code === 'consent-ended') await end(deps, consent);
    throw error;
  }
}

async function end({ store, clock }: VerifierDeps, consent: Consent): Promise<void> {
  const { tenantId, consentId, personId } = consent;
  await store.transaction(async (within) => {
    if (!(await endConsent(within, consent, Math.floor(clock.now())))) return;
    await emit(within, { tenantId, type: 'consent.ended', data: { consentId, personId } }, clock);
  });
}

async function newsOf(
  deps: VerifierDeps,
  consent: Consent,
  current: LatestItems['signatureCertificate'],
): Promise<LatestAnswer['certificate']> {
  if (current === undefined) return 'none';
  const known = (await latestCertificate(deps, consent))?.certificate;
  return known?.serial === current.serial && known.issuerKeyId === current.issuerKeyId ? 'known' : 'new';
}

/** Without the items: whoever was told them was told them once. */
async function record(
  { evidence }: VerifierDeps,
  { tenantId, personId, purpose, consentId }: Consent,
  { id, at, certificate }: Pick<LatestAnswer, 'id' | 'at' | 'certificate'>,
): Promise<number> {
  const appended = await evidence.append({
    ...{ id, tenantId, personId, at, kind: 'latest-items' },
    parts: { request: toUtf8(JSON.stringify({ purpose, consentId })) },
    objects: [],
    search: { verdict: 'valid', purpose },
    answer: toUtf8(JSON.stringify({ id, at, personId, purpose, certificate })),
  });
  return appended.kind === 'appended' ? appended.leafIndex : appended.record.leafIndex;
}
