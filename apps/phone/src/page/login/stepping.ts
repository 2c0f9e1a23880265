import { pinsFor } from '../../headless/index.ts';
import { toCards } from './cards.ts';
import type { Desk } from './desk.ts';
import { firstScreen } from './next-screen.ts';
import { answerLastTry, retype } from './typing.ts';

/**
 * One step back inside the app, as the back button means it. False where there is none: while a card is read, and at the two
 * ends, where the person is asked whether to stop. Nothing is sent twice.
 */
export function back(desk: Desk): boolean {
  const { screen } = desk;
  switch (screen.at) {
    case 'match':
    case 'confirm':
    case 'handover':
      desk.show({ ...screen, leaving: true });
      return false;
    case 'card':
      desk.nextTurn();
      desk.show({ at: 'confirm', transaction: screen.transaction });
      return true;
    case 'pin': {
      if (screen.asking) {
        answerLastTry(desk, false);
        return false;
      }
      const pins = pinsFor(screen.transaction.view);
      const before = pins[pins.indexOf(screen.pin) - 1];
      if (before === undefined) void toCards(desk);
      else retype(desk, before);
      return true;
    }
    case 'hold': {
      if (screen.stage !== undefined || screen.signed) return false;
      const last = pinsFor(screen.transaction.view).at(-1);
      if (screen.held.byLock || last === undefined) void toCards(desk);
      else retype(desk, last);
      return true;
    }
    default:
      return false;
  }
}

/** The person stays after all. */
export function stay(desk: Desk): void {
  const { screen } = desk;
  if ('leaving' in screen && screen.leaving) desk.show({ ...screen, leaving: false });
}

/** So long may what was typed wait for somebody who looks at another app. */
const PATIENCE_MS = 60_000;

/** The page is left, or locked: nothing typed stays, nothing more is signed or sent, and nothing of the person is seen. */
export function forgetTyped(desk: Desk): void {
  desk.forget();
  const { screen } = desk;
  if (screen.at !== 'hold' && screen.at !== 'pin') return;
  if (screen.at === 'hold') desk.nextTurn();
  desk.show(firstScreen(screen.transaction, screen.held));
}

/** Back after `away` milliseconds in another app. */
export async function comeBack(desk: Desk, away: number): Promise<void> {
  const { screen } = desk;
  const typed = screen.at === 'pin' || (screen.at === 'hold' && !screen.signed);
  if (typed && away > PATIENCE_MS) {
    // A card that is being read is let finish.
    if (screen.at === 'hold' && screen.stage !== undefined) desk.forget();
    else forgetTyped(desk);
  }
  desk.hidden = false;
  await desk.refresh();
}
