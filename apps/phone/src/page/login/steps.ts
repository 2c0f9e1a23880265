import { type PhonePin, pinsFor, type Transaction } from '../../headless/index.ts';
import type { Screen } from './screen-state.ts';

/** What the person does once the request has been read and a card taken: four steps, three where one PIN is enough. */
export type FlowStep = PhonePin | 'hold' | 'check';

export function stepsFor(view: Transaction['view'], byLock = false): readonly FlowStep[] {
  return byLock ? ['hold', 'check'] : [...pinsFor(view), 'hold', 'check'];
}

/**
 * How many steps back there are inside the app. `none`: there is no login. `keep`: the place does not matter, and stays what it is. At the check there is
 * no step back to a card that has signed already; there, going back asks whether to stop.
 */
export function depthOf(screen: Screen): number | 'none' | 'keep' | 'some' {
  switch (screen.at) {
    case 'home':
      return 'none';
    case 'starting':
    case 'away':
      return 'keep';
    case 'handover':
      return 'some';
    case 'card':
      return 1;
    case 'pin':
      return 2 + pinsFor(screen.transaction.view).indexOf(screen.pin);
    case 'hold':
      return screen.held.byLock ? 2 : 2 + pinsFor(screen.transaction.view).length;
    default:
      return 0;
  }
}
