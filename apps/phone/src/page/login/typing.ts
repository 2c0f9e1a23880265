import { type PhonePin, pinsFor } from '../../headless/index.ts';
import type { Desk } from './desk.ts';
import { holdScreen, pinScreen } from './next-screen.ts';

/** Takes over what was typed. `same`: the second PIN is the one typed just before. */
export function enterPin(desk: Desk, digits: Uint8Array | 'same'): void {
  const { screen } = desk;
  if (screen.at !== 'pin' || screen.asking) {
    if (digits !== 'same') digits.fill(0);
    return;
  }
  const { held, pin } = screen;
  if (digits !== 'same') desk.pins.set(pin, digits);
  else if (screen.sameOffered) desk.pins.setTextToSame();
  if (desk.pins.has(pin) && held.tries[pin] === 1 && !desk.agreed.has(pin)) {
    desk.show({ ...screen, asking: true });
  } else goOn(desk);
}

/** The last try is used, or what was typed for it forgotten. */
export function answerLastTry(desk: Desk, use: boolean): void {
  const { screen } = desk;
  if (screen.at !== 'pin' || !screen.asking) return;
  desk.show({ ...screen, asking: false });
  if (use) {
    desk.agreed.add(screen.pin);
    goOn(desk);
  } else desk.pins.forget(screen.pin);
}

/** To the next PIN that is missing, else to holding the card. */
function goOn(desk: Desk): void {
  const { screen } = desk;
  if (screen.at !== 'pin') return;
  const { transaction, held } = screen;
  const next = pinsFor(transaction.view).find((one) => !desk.pins.has(one));
  desk.show(next === undefined ? holdScreen(transaction, held, false) : pinScreen(transaction, held, next));
}

/** Asks for this PIN again, and for those after it. */
export function retype(desk: Desk, pin: PhonePin): void {
  const { screen } = desk;
  if (screen.at !== 'pin' && screen.at !== 'hold') return;
  const { transaction, held } = screen;
  const pins = pinsFor(transaction.view);
  for (const one of pins.slice(pins.indexOf(pin))) {
    desk.pins.forget(one);
    desk.agreed.delete(one);
  }
  desk.show(pinScreen(transaction, held, pin));
}
