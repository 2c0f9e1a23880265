import type { CardImage, CardOptions } from '../api.ts';
import { cardRecordOf, type PreparedCard, planCard, prepareCard, storeCertificates } from '../card/index.ts';
import { AuthorityError } from '../error.ts';
import { end, happen, insertCard, refusable, type Step } from '../life/index.ts';
import { type EventContext, lookAhead } from './context.ts';

interface NewCard {
  readonly event: 'renewal' | 'reissue';
  readonly options: CardOptions;
  /** Row of the reasons with which the certificates of the card before are revoked. */
  readonly because: 'renewal' | 'reissueOfLost' | 'reissueOfDamaged';
}

/** Another card in the holder's hand at once; the one before is replaced, its certificates revoked and linked. */
export async function replaceCard(context: EventContext, request: NewCard): Promise<CardImage> {
  const { deps, residentId, actor } = context;
  const { event } = request;
  const { resident, card } = await lookAhead(context, event);
  const { record } = resident;
  const plan = await refusable(deps, { event, residentId, actor }, async () =>
    planCard({
      resident: record,
      options: request.options,
      hierarchy: deps.hierarchy,
      now: deps.clock.now(),
      sequence: card.sequence + 1,
      previousIssuedAt: card.issuedAt,
    }),
  );
  const prepared = await prepareCard(deps, plan);
  await happen(deps, { event, residentId, actor, sequence: card.sequence, record }, async (step) => {
    await end(step, 'card', ['authentication', 'signature'], request.because, plan.issuedAt);
    await storeCard(step, prepared);
  });
  deps.log.info('card.personalised', { count: prepared.certificates.length });
  return prepared.image;
}

async function storeCard(step: Step, prepared: PreparedCard): Promise<void> {
  if (!(await insertCard(step.within, cardRecordOf(prepared, 'active')))) {
    throw new AuthorityError('card_conflict', 'another card was made at the same time');
  }
  const { municipality } = prepared.plan.resident;
  step.note(await storeCertificates(step.within, prepared.certificates, municipality));
}
