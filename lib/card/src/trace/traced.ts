import { CardError } from '../error.ts';
import type { Card, Transport } from '../transport.ts';
import type { TraceOptions, TraceSink } from './entry.ts';
import { createRecorder } from './recorder.ts';

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
export function tracedCard(card: Card, sink: TraceSink, options: TraceOptions = {}): Card {
  const recorder = createRecorder(sink, options);
  return {
    transmit(command) {
      const end = recorder.begin(command);
      try {
        const bytes = card.transmit(command);
        end({ bytes });
        return bytes;
      } catch (error) {
        end({ error: error instanceof CardError ? error.code : 'error' });
        throw error;
      }
    },
    reset() {
      recorder.note('reset');
      card.reset();
    },
  };
}
