import type { CounterReader } from '@kazasu/authority';
import { toBase64 } from '@kazasu/bytes';
import type { Box } from './box/index.ts';
import { findPerson, portraitOf } from './people/index.ts';
import { newcomersCard } from './seed/index.ts';

/**
 * The reader on the counter's desk: what the counter does to a card is done to the one in the box, which is the one that
 * the phone holds. Everybody has their card with them.
 */
export function createCounterReader(box: Pick<Box, 'put' | 'instruct' | 'face'>): CounterReader {
  return {
    put: (resident, image) => box.put(newcomersCard(resident, image)),
    instruct: (residentId, instruction) => box.instruct(residentId, instruction),
    portraitOf: (residentId) => {
      const person = findPerson(residentId);
      return person && toBase64(portraitOf(person.id));
    },
    faceOf: (residentId) => box.face(residentId),
  };
}
