import { fromBase64, toBase64 } from '@kazasu/bytes';
import { rewrittenSurface, rewrittenText } from '../card/index.ts';
import { happen, refusable } from '../life/index.ts';
import { type LifeEvent, lookAhead } from './context.ts';
import { instruct, municipalityOf, takeTicket } from './instruct.ts';

/** The card's signed records are brought in step with the register, after a move or a new name. */
export const cardWriting: LifeEvent<'card-writing'> = async (context, { face }) => {
  const { deps, residentId, actor } = context;
  const event = 'card-writing';
  const { resident, card } = await lookAhead(context, event);
  const { record } = resident;
  const signer = await deps.cardIssuers.signerOf(municipalityOf(card, record.municipality.code));
  const text = rewrittenText(record, signer);
  const surface = await refusable(deps, { event, residentId, actor }, async () =>
    face === undefined
      ? undefined
      : rewrittenSurface(record, signer, deps.typeface, fromBase64(face), card.faceKey),
  );
  const { sequence } = card;
  const happening = { event, residentId, actor, sequence, record } as const;
  const ticket = await happen(deps, happening, takeTicket);
  const instruction = await instruct(context, ticket, {
    text: { fourItems: toBase64(text.fourItems), integrity: toBase64(text.integrity) },
    ...(surface && {
      surface: { face: toBase64(surface.face), ageRecord: toBase64(surface.ageRecord) },
    }),
  });
  return { instruction };
};
