import type { EventName, ResidentView } from '../../api.ts';
import { EVENT_BODIES } from '../../api.ts';
import type { Texts } from '../text/index.ts';
import { livingOnCard } from './fields.ts';

export function isEventName(text: string): text is EventName {
  return Object.hasOwn(EVENT_BODIES, text);
}

export function eventTexts(texts: Texts, event: EventName): Texts['event'][EventName] {
  return texts.event[event];
}

/** What the authority says may happen now, without what would change nothing at all. */
export function possibleEvents(view: ResidentView): EventName[] {
  return view.events.filter(isEventName).filter((event) => isOfUse(event, view));
}

function isOfUse(event: EventName, view: ResidentView): boolean {
  switch (event) {
    case 'phone-end':
      return view.certificates.some(
        ({ device, state }) => device === 'phone' && (state === 'valid' || state === 'held'),
      );
    case 'consent-withdrawal':
      return view.consents.some(({ inForce }) => inForce);
    case 'revocation-request':
    case 'key-compromise':
      return livingOnCard(view).length > 0;
    default:
      return true;
  }
}
