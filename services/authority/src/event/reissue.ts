import type { LifeEvent } from './context.ts';
import { replaceCard } from './new-card.ts';

/** 再交付: a card in place of one that is lost or damaged. */
export const reissue: LifeEvent<'reissue'> = async (context, { cause, options }) => {
  const because = cause === 'lost' ? 'reissueOfLost' : 'reissueOfDamaged';
  return { image: await replaceCard(context, { event: 'reissue', options, because }) };
};
