import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { type CardReader, openCard, type Transport } from '@kazasu/card';
import {
  type CallJson,
  type CardJson,
  type ExchangeJson,
  outcomeOf,
  type PssCheck,
  type Random,
  recordedRandom,
  type TranscriptJson,
  triesSpent,
  type ValueJson,
  vectorCard,
} from '@kazasu/card/testing';
import { createHash } from '../crypto.ts';
import type { Scenario } from './scenario/scenario.ts';

/** What a scenario acts through; everything it does is written down. */
export interface Lab {
  readonly json: CardJson;
  /**
   * Sends hexadecimal (spaces allowed) and returns the answer without its status word. The status must be the one that
   * the scenario expects from its source: a vector is never just what the card happened to answer.
   */
  send(hex: string, status: string, note?: { comment?: string; check?: PssCheck }): string;
  /** Power off and on. */
  reset(comment?: string): void;
  /** Asks the reader; an outcome other than a result has the code that is expected. */
  call(name: string, words: readonly ValueJson[], code?: string): Promise<ValueJson>;
}

export async function transcriptOf(json: CardJson, scenario: Scenario): Promise<TranscriptJson> {
  const { id, comment, source, flags, triesBefore } = scenario;
  const chance = recordedRandom(drawnFrom(`card ${id}`));
  const { card, memory } = vectorCard(json, triesBefore ?? {}, chance.random);
  const exchanges: ExchangeJson[] = [];
  const calls: CallJson[] = [];
  const transmit = (command: Uint8Array): Uint8Array => {
    const sent = toHex(command);
    const response = card.transmit(command);
    exchanges.push({ command: sent, response: toHex(response) });
    return response;
  };
  const lab = labOver({ json, id, transmit, exchanges, calls, reset: () => card.reset() });
  card.reset();
  await scenario.drive(lab);
  const drawn = chance.taken();
  return {
    id,
    comment,
    source,
    flags,
    ...(triesBefore === undefined ? {} : { triesBefore }),
    triesAfter: triesSpent(json, memory),
    ...(drawn === '' ? {} : { cardRandom: drawn }),
    exchanges,
    ...(calls.length === 0 ? {} : { calls }),
  };
}

interface Book {
  readonly json: CardJson;
  readonly id: string;
  readonly transmit: (command: Uint8Array) => Uint8Array;
  readonly exchanges: ExchangeJson[];
  readonly calls: CallJson[];
  readonly reset: () => void;
}

function labOver({ json, id, transmit, exchanges, calls, reset }: Book): Lab {
  const chance = recordedRandom(drawnFrom(`reader ${id}`));
  const transport: Transport = { transmit: async (command) => transmit(command), close: async () => {} };
  const reader: CardReader = openCard(transport, { random: chance.random });
  let drawn = 0;
  return {
    json,
    send(hex, status, note = {}) {
      const answer = toHex(transmit(fromHex(hex.replaceAll(' ', ''))));
      if (answer.slice(-4) !== status)
        throw new Error(`${id}: ${hex} answered ${answer.slice(-4)}, not ${status}`);
      const last = exchanges.pop();
      if (last !== undefined) exchanges.push({ ...last, ...note });
      return answer.slice(0, -4);
    },
    reset(comment) {
      reset();
      exchanges.push({ reset: true, ...(comment === undefined ? {} : { comment }) });
    },
    async call(name, words, code) {
      const outcome = await outcomeOf(reader, { call: name, arguments: words });
      if (outcome.error?.code !== code) {
        throw new Error(
          `${id}: ${name} came to ${outcome.error?.code ?? 'a result'}, not ${code ?? 'a result'}`,
        );
      }
      const random = chance.taken().slice(drawn);
      drawn += random.length;
      calls.push({ call: name, arguments: words, ...(random === '' ? {} : { random }), ...outcome });
      return outcome.result ?? null;
    },
  };
}

/** The same octets for the same purpose whenever the generator runs. */
function drawnFrom(purpose: string): Random {
  let block = 0;
  let rest = new Uint8Array();
  return (length) => {
    while (rest.length < length) {
      const hash = createHash('sha256')
        .update(toUtf8(`${purpose} ${block++}`))
        .digest();
      rest = Uint8Array.from([...rest, ...hash]);
    }
    const drawn = rest.slice(0, length);
    rest = rest.slice(length);
    return drawn;
  };
}
