import { releaseCertificates } from '../certificate/index.ts';
import { happen } from '../life/index.ts';
import type { LifeEvent } from './context.ts';
import { checkPins, instruct, takeTicket } from './instruct.ts';

/** 交付: the holder chooses PINs, and from now on the certificates are good. */
export const handOver: LifeEvent<'hand-over'> = async (context, { pins }) => {
  const { deps, residentId, actor, sequence } = context;
  const ticket = await happen(deps, { event: 'hand-over', residentId, actor, sequence }, async (step) => {
    await checkPins(step, pins);
    step.note(await releaseCertificates(step.within, residentId, step.card.sequence));
    return takeTicket(step);
  });
  const instruction = await instruct(context, ticket, { pins: { ...pins, juki: pins.juki ?? pins.text } });
  return { instruction };
};
