import { cardRecordOf, drawTransportPins, planCard, prepareCard, storeCertificates } from '../card/index.ts';
import { fillCard, happen, reasonOf } from '../life/index.ts';
import { openOrder } from './application.ts';
import { type LifeEvent, lookAhead } from './context.ts';

/**
 * The card that was ordered is made. It travels under PINs that nobody knows, and its certificates are on hold until
 * the holder comes.
 */
export const making: LifeEvent<'making'> = async (context) => {
  const { deps, residentId, actor } = context;
  const { resident, card } = await lookAhead(context, 'making');
  const order = openOrder(deps, card);
  const { record } = resident;
  const { sequence } = card;
  const { portrait } = order;
  const pins = drawTransportPins(order.signature);
  const plan = planCard({
    resident: record,
    options: { pins, ...(portrait !== undefined && { portrait }) },
    hierarchy: deps.hierarchy,
    now: deps.clock.now(),
    sequence,
    previousIssuedAt: undefined,
  });
  const prepared = await prepareCard(deps, plan);
  await happen(deps, { event: 'making', residentId, actor, sequence, record }, async (step) => {
    await fillCard(step.within, cardRecordOf(prepared, 'made'));
    step.note(await storeCertificates(step.within, prepared.certificates, record.municipality, true));
    step.because(reasonOf('notHandedOver'));
  });
  return { image: prepared.image };
};
