import type { CardOptions } from '../api.ts';
import { happen } from '../life/index.ts';
import type { LifeEvent } from './context.ts';
import { checkPins, instruct, takeTicket } from './instruct.ts';

/** 暗証番号の初期化: PINs that were forgotten or blocked are set anew, after the counter has seen who is there. */
export const pinReset: LifeEvent<'pin-reset'> = async (context, body) => {
  const { deps, residentId, actor, sequence } = context;
  const pins = Object.fromEntries(Object.entries(body).filter(([, pin]) => pin !== undefined));
  const ticket = await happen(deps, { event: 'pin-reset', residentId, actor, sequence }, async (step) => {
    await checkPins(step, pins);
    return takeTicket(step);
  });
  return { instruction: await instruct(context, ticket, { pins: pins as Partial<CardOptions['pins']> }) };
};
