import assert from 'node:assert/strict';
import { concat, fromHex } from '@kazasu/bytes';
import fc from 'fast-check';
import { CardError, type CardErrorCode } from '../error.ts';
import { COMMANDS_MAX } from '../reader/guarded-transport.ts';
import type { Transport } from '../transport.ts';

/** The same noise each time: callers assert which codes were met, and that must not depend on chance. */
const SEED = 2;

export interface Noise {
  /** What the answers hold. */
  readonly data: fc.Arbitrary<Uint8Array>;
  /** The status words they end in; one that stands twice comes twice as often. */
  readonly words: readonly string[];
  readonly runs: number;
}

/**
 * Cards that answer whatever comes to their mind: every errand must end with a value or a CardError, after no more
 * commands than an errand may take. Answers the codes that were met.
 */
export async function assertEndsInNoise(
  { data, words, runs }: Noise,
  errands: readonly ((transport: Transport) => Promise<unknown>)[],
): Promise<ReadonlySet<CardErrorCode>> {
  const codes = new Set<CardErrorCode>();
  const answer = fc
    .tuple(data, fc.constantFrom(...words))
    .map(([bytes, word]) => concat(bytes, fromHex(word)));
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(...errands),
      async (script, errand) => {
        const card = talking(script);
        try {
          await errand(card.transport);
        } catch (error) {
          assert(error instanceof CardError, String(error));
          codes.add(error.code);
        }
        assert(card.commands() <= COMMANDS_MAX);
      },
    ),
    { numRuns: runs, seed: SEED },
  );
  return codes;
}

/** Says its script over and over. */
function talking(script: readonly Uint8Array[]): { transport: Transport; commands: () => number } {
  let commands = 0;
  const transport: Transport = {
    transmit: async () => script[commands++ % script.length] ?? new Uint8Array(),
    close: () => Promise.resolve(),
  };
  return { transport, commands: () => commands };
}
