import { PhoneError } from '../../headless/index.ts';

/** Long enough to read what is going on, short enough not to wait for it. */
const STAGE_MS = 350;
/** So long a card may be waited for and read. */
const CARD_MS = 60_000;

/** How long a card is held, and a stage of it shown, where a person holds it. */
export const cardTime = {
  pause: () => new Promise<void>((resolve) => setTimeout(resolve, STAGE_MS)),
  patience: (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      const tooLong = () => reject(new PhoneError('card/timeout', 'no card for a long time'));
      const timer = setTimeout(tooLong, CARD_MS);
      signal.addEventListener('abort', () => clearTimeout(timer));
    }),
};
