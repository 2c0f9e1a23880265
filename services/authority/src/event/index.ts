/**
 * The life events of a card and a person, one file each: what the law calls 交付, 転居, 一時停止, 再交付, 返納 and so on.
 * Each looks whether it may happen, makes what takes time, and then happens in one transaction (`life/`). Owns what
 * an event does to register, card and certificates; which states allow it is the table in `life/transition.ts`, which
 * reason it gives the table in `divergences.ts`.
 */
export { openOrder, registerApplication } from './application.ts';
export { type EventContext, lookAhead, type Outcome, type Subject } from './context.ts';
export { EVENTS } from './events.ts';
export { replaceCard } from './new-card.ts';
