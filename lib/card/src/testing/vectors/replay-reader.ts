import assert from 'node:assert/strict';
import { fromHex, toHex } from '@kazasu/bytes';
import { CardError, type CardReader, openCard, type Transport } from '../../index.ts';
import type { CallJson, TranscriptJson } from './format.ts';
import { randomFrom } from './random.ts';
import { fromJson, toJson } from './values.ts';

/** The reader, asked for the same, must send exactly the recorded commands and come to the recorded outcomes. */
export async function replayWithReader(transcript: TranscriptJson): Promise<void> {
  const { id, calls = [] } = transcript;
  const script = scripted(transcript);
  const random = randomFrom(fromHex(calls.map((call) => call.random ?? '').join('')));
  const reader = openCard(script.transport, { random });
  for (const call of calls) {
    const outcome = await outcomeOf(reader, call);
    // Before the outcome: the reader makes an error of its own of a script that does not go on.
    assert.equal(script.fault(), undefined, `${id}: ${call.call}`);
    const { result, error } = call;
    assert.deepEqual(outcome, error === undefined ? { result } : { error }, `${id}: ${call.call}`);
  }
  assert.equal(script.left(), 0, `${id}: commands that were not sent`);
}

export type Outcome = Pick<CallJson, 'result' | 'error'>;

/** Calls the method of the reader that a vector names. Other errors than the card's own are passed on. */
export async function outcomeOf(
  reader: CardReader,
  call: Pick<CallJson, 'call' | 'arguments'>,
): Promise<Outcome> {
  const method = (reader as unknown as { [name: string]: (...words: unknown[]) => Promise<unknown> })[
    call.call
  ];
  if (method === undefined) throw new Error(`the reader has no ${call.call}`);
  try {
    return { result: toJson(await method(...call.arguments.map(fromJson))) };
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    const { code, triesLeft } = error;
    return { error: { code, ...(triesLeft === undefined ? {} : { triesLeft }) } };
  }
}

interface Script {
  readonly transport: Transport;
  /** The first command that is not the recorded one. */
  fault(): string | undefined;
  left(): number;
}

/** A card that knows one conversation by heart. */
function scripted({ exchanges }: TranscriptJson): Script {
  let at = 0;
  let fault: string | undefined;
  const transport: Transport = {
    async transmit(command) {
      const exchange = exchanges[at];
      const expected = exchange !== undefined && 'command' in exchange ? exchange : undefined;
      const sent = toHex(command);
      if (sent !== expected?.command) {
        fault ??= `exchange ${at}: ${sent} instead of ${expected?.command ?? 'nothing'}`;
        throw new CardError('card/removed', 'not in the script');
      }
      at += 1;
      return fromHex(expected.response);
    },
    close: async () => {},
  };
  return { transport, fault: () => fault, left: () => exchanges.length - at };
}
