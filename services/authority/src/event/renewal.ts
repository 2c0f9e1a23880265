import type { LifeEvent } from './context.ts';
import { replaceCard } from './new-card.ts';

/** 更新: a new card before or after the old one has run out. */
export const renewal: LifeEvent<'renewal'> = async (context, options) => ({
  image: await replaceCard(context, { event: 'renewal', options, because: 'renewal' }),
});
