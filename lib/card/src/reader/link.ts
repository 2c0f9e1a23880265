import type { CommandApdu, ResponseApdu } from '../apdu.ts';
import { SHORT_LE_MAX } from '../apdu.ts';
import type { Transport } from '../transport.ts';
import { exchange } from './exchange.ts';

/** What an errand is about to do; for whoever shows progress. */
export type ReaderStep = 'application' | 'pin' | 'session' | 'read' | 'sign' | 'change';

/** One errand's way to the card: in the clear, or through a session of secure messaging. */
export interface Link {
  /** Brings back the whole answer, whatever its status word. */
  exchange(command: CommandApdu): Promise<ResponseApdu>;
  /** As many bytes as one READ BINARY asks for. */
  readonly readLength: number;
  step(step: ReaderStep): void;
}

export function plainLink(transport: Transport, onStep: (step: ReaderStep) => void): Link {
  return {
    exchange: (command) => exchange(transport, command),
    readLength: SHORT_LE_MAX,
    step: onStep,
  };
}
