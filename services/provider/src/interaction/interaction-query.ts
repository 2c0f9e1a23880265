import type { SqlValue, StatementRunner } from '@kazasu/server/store';
import { type Interaction, type InteractionRow, interactionOf } from './interaction-data.ts';

/** States in which somebody still has to do something. */
export const OPEN = `state IN ('waiting', 'scanned', 'opened', 'proved')`;

/** The row that a statement gives back; undefined where it found or changed none. */
export async function one(
  store: StatementRunner,
  statement: string,
  values: readonly SqlValue[],
): Promise<Interaction | undefined> {
  const [row] = await store.run<InteractionRow>(statement, values);
  return row === undefined ? undefined : interactionOf(row);
}
