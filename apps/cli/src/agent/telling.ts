import type { Terminal } from '../terminal.ts';
import { shownCode } from './code.ts';
import type { AgentEvent } from './parts.ts';

interface Telling {
  readonly origins: readonly string[];
  readonly json: boolean;
}

/** Says what happens, in words; with `json` to programs too, a line each. */
export function telling(
  terminal: Pick<Terminal, 'note' | 'out'>,
  { origins, json }: Telling,
): (event: AgentEvent) => void {
  return (event) => {
    for (const line of wordsFor(event, origins)) terminal.note(line);
    if (json) terminal.out(JSON.stringify(event));
  };
}

/** In the time of this computer, as the clock on the wall shows it. */
const timeOf = (at: number) =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

function wordsFor(event: AgentEvent, origins: readonly string[]): readonly string[] {
  switch (event.event) {
    case 'listening':
      return [
        `The agent listens at ${event.url}, for pages of ${origins.join(', ')}. Ctrl+C ends it.`,
        'In the app, choose the card reader of this computer.',
      ];
    case 'code':
      return [`Code for the app: ${shownCode(event.code)} (until ${timeOf(event.endsAt)}, once)`];
    case 'burnt':
      return [
        `The code is used up: five wrong ones came, the last from a page of ${event.origin}.`,
        'Wait ten seconds and look for the reader again to get another. If you did not type them, somebody else on this computer did: they cannot read the code, but can use it up.',
      ];
    case 'paired':
      return [`A page of ${event.origin} has shown the code; it may use the readers until it is closed.`];
    case 'held':
      return [`A page of ${event.origin} holds the card.`];
    case 'released':
      return ['The card was let go.'];
    case 'refused':
      return [
        `Somebody else was turned away: ${event.origin ?? 'no page, or none that says where it is from'}.`,
      ];
  }
}
