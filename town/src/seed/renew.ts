import { toBase64 } from '@kazasu/bytes';
import type { Box } from '../box/index.ts';
import { findPerson, type PersonId, portraitOf } from '../people/index.ts';
import type { Desk } from './desk.ts';
import { cardOf } from './seed.ts';

/** A new card for the same person, with the same PINs and fresh tries; the old one leaves the box. */
export async function renewPerson(id: PersonId, { desk, box }: { desk: Desk; box: Box }): Promise<void> {
  const person = findPerson(id);
  if (person === undefined) {
    throw new Error('nobody of that name lives here');
  }
  const image = await desk.renewCard(id, {
    pins: { ...person.pins },
    portrait: toBase64(portraitOf(id)),
  });
  box.put(cardOf(person, { blocked: undefined }, image));
}
