import { CommandProblem } from '../../problem.ts';
import { type CardKind, KIND_NAMES } from '../kind.ts';
import type { AtHand } from './at-hand.ts';

/** Before a secret is asked for that this card does not have. A card of no known kind is asked all the same. */
export function requireKind({ held: { kind } }: AtHand, wanted: CardKind): void {
  if (kind === undefined || kind === wanted) return;
  throw new CommandProblem(
    'refused',
    `This is a ${KIND_NAMES[kind]}, and a ${KIND_NAMES[wanted]} is needed.`,
    'Name another card with --reader, --person or --card; `kazasu card list` shows what there is.',
  );
}
