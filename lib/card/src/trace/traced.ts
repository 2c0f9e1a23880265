import { CardError } from '../error.ts';
import type { Transport } from '../transport.ts';
import type { TraceOptions, TraceSink } from './entry.ts';
import { createRecorder } from './recorder.ts';

/** A card that answers at once, as the virtual card does. */
export interface TraceableCard {
  transmit(command: Uint8Array): Uint8Array;
  reset(): void;
}

/** A transport that writes down what goes over another. It changes nothing: answers and errors pass as they are. */
export function tracedTransport(
  transport: Transport,
  sink: TraceSink,
  options: TraceOptions = {},
): Transport {
  const recorder = createRecorder(sink, options);
  return {
    async transmit(command) {
      const end = recorder.begin(command);
      try {
        const bytes = await transport.transmit(command);
        end({ bytes });
        return bytes;
      } catch (error) {
        end({ error: error instanceof CardError ? error.code : 'error' });
        throw error;
      }
    },
    async close() {
      recorder.note('close');
      await transport.close();
    },
  };
}

/** A card that writes down what it is asked and what it answers. */
export function tracedCard(card: TraceableCard, sink: TraceSink, options: TraceOptions = {}): TraceableCard {
  const recorder = createRecorder(sink, options);
  return {
    transmit(command) {
      const end = recorder.begin(command);
      const bytes = card.transmit(command);
      end({ bytes });
      return bytes;
    },
    reset() {
      recorder.note('reset');
      card.reset();
    },
  };
}
