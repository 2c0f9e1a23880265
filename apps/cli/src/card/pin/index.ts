/**
 * Secrets of a card, from whoever knows them: the person at the terminal (nothing shows while they type), standard input,
 * the command line where that was asked for, or the town, whose people are invented. They come as bytes, which the
 * reader overwrites once they are used. Refuses a secret that cannot be right before the card hears of it.
 */

export { Interrupted, type Keyboard, processKeyboard } from './keyboard.ts';
export { type CardSecret, formOf, PIN_LABELS } from './label.ts';
export { type Choice, createPinSource, type KnownPins, type PinSource, type PinTyped } from './source.ts';
