import type { CardImage } from '@kazasu/authority/api';
import * as v from 'valibot';
import { Performance, type Performed, type SubstitutePerson } from '../api/index.ts';
import { proofOf, signatureProofOf } from './card.ts';
import { openPhone } from './visit.ts';
import type { World } from './world.ts';

/** Settings of a provider that is a sandbox, for createWorld. */
export const SANDBOX = {
  substitute: { url: 'http://localhost:4006', token: 'substitute-token-of-the-tests' },
};

/** Sits down in this world as who plays phone and card for the given people; counts the performances. */
export function playSubstitute(world: World, cards: ReadonlyMap<string, CardImage>) {
  const played: Performance[] = [];
  world.substitute = async (path, init) => {
    const token = new Headers(init?.headers).get('authorization');
    if (token !== `Bearer ${SANDBOX.substitute.token}`) return new Response(null, { status: 401 });
    if (path === '/persons') return Response.json([...cards.keys()].map(personOf));
    const performance = v.parse(Performance, JSON.parse(String(init?.body)));
    played.push(performance);
    return Response.json(await perform(world, cards.get(performance.person), performance));
  };
  return played;
}

function personOf(id: string): SubstitutePerson {
  return { id, name: `見本　${id}`, note: { ja: `${id}のカード`, en: `The card of ${id}` } };
}

async function perform(
  world: World,
  card: CardImage | undefined,
  { code, agree }: Performance,
): Promise<Performed> {
  if (card === undefined) throw new Error('nobody of that name');
  const phone = await openPhone(world.provider.app, code);
  const signing = phone.transaction.signing !== undefined;
  const answer = signing
    ? await phone.sign(await signatureProofOf(card, phone.transaction))
    : await phone.proof(await proofOf(card, phone.transaction));
  if ('error' in answer) {
    if (!answer.final) await phone.decide(false);
    return { outcome: 'refused', reason: `provider/${answer.error}` };
  }
  await phone.decide(agree);
  return { outcome: agree ? 'approved' : 'declined' };
}
