import { keptChoice } from '../kept.ts';

/** Whether the person wants to hear and feel when a card has been read. */
export const signals = keptChoice('kazasu-signals', ['on', 'off'], 'off');
