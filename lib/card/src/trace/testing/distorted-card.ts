import { concat, fromHex } from '@kazasu/bytes';
import { terminal } from '../../virtual/testing/messaging.ts';
import { markedCard } from './marked-card.ts';

/**
 * What may stand between a card that did something and a reader that hears of it: another status word, data that have to
 * be fetched (`61`), or nothing at all. None says 9000 of what the card refused.
 */
export type Distortion = 'none' | 'fetch' | 'warning' | 'wrong Le' | 'refusal' | 'silence';

/** A command in hexadecimal, or one in a secure message: its header and data, or P1-P2 of a READ BINARY of 4 bytes. */
export type Step =
  | 'reset'
  | { readonly hex: string; readonly told: Distortion }
  | { readonly hidden: readonly [string, string]; readonly told: Distortion }
  | { readonly hiddenRead: string; readonly told: Distortion };

const GET_RESPONSE = 0xc0;
const STATUS_OF = { fetch: '6110', warning: '6282', 'wrong Le': '6c04', refusal: '6982' } as const;

/** A marked card behind such distortions. `moves`: whether a READ by short identifier makes its file the current one. */
export function distortedCard({ moves }: { readonly moves: boolean }) {
  const card = markedCard();
  let side = terminal();
  let told: Distortion = 'none';
  let held: Uint8Array | undefined;
  let current: string | undefined;
  const transmit = (command: Uint8Array): Uint8Array => {
    if (command[1] === GET_RESPONSE && held !== undefined) return concat(held, fromHex('9000'));
    const answer = card.transmit(command);
    const hex = Buffer.from(command).toString('hex');
    if (/^00a402..02/.test(hex) && ended(answer)) current = hex.slice(10, 14);
    if (/^00a40[04]/.test(hex) && ended(answer)) current = undefined;
    if (!moves && current !== undefined && /^0.b/.test(hex)) card.transmit(fromHex(`00a4020c02${current}`));
    return distorted(answer);
  };
  const distorted = (answer: Uint8Array): Uint8Array => {
    if (told === 'silence') throw new Error('no answer');
    if (told === 'none' || !ended(answer)) return answer;
    const data = answer.subarray(0, -2);
    held = told === 'fetch' ? data.slice() : undefined;
    return concat(told === 'warning' ? data : new Uint8Array(), fromHex(STATUS_OF[told]));
  };
  return {
    transmit,
    reset: () => {
      current = undefined;
      card.reset();
    },
    /** The bytes of a step, with which the card is told how to distort its answer. */
    prepare(step: Exclude<Step, 'reset'>): Uint8Array {
      told = step.told;
      if ('hex' in step) {
        if (step.hex.startsWith('80ae')) side = terminal();
        return fromHex(step.hex);
      }
      const hex = 'hidden' in step ? hidden(step.hidden) : side.read(step.hiddenRead, 4);
      return fromHex(hex.replaceAll(' ', ''));
    },
  };
  function hidden([header, data]: readonly [string, string]): string {
    if (header.startsWith('a402')) current = data;
    return side.hide(header, Buffer.from(data, 'hex'));
  }
}

function ended(answer: Uint8Array): boolean {
  return answer.at(-2) === 0x90 && answer.at(-1) === 0;
}
