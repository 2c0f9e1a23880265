import { type CardImage, chipKeysOf, contentsOf, secretsOf } from '@kazasu/authority/api';
import { createCardKey, openTypeface, somebody, testAuthority } from '@kazasu/authority/testing';
import { createVirtualCard, memoryInRam, openCardKeys, type VirtualCard } from '@kazasu/card/virtual';
import { randomOctets } from '@kazasu/server/random';

export interface MadeCard {
  readonly image: CardImage;
  readonly chip: VirtualCard;
}

const PINS = { authentication: '1234', signature: 'ABC123', text: '5678', juki: '9012' };

const PEOPLE: { readonly [card: string]: { readonly name: string; readonly myNumber: string } } = {
  hanako: { name: '見本　花子', myNumber: '123456789018' },
  taro: { name: '見本　太郎', myNumber: '234567890121' },
};

/** Personalises cards as they are asked for, as the counter would; each once, with a memory that outlives its stay on a reader. */
export async function openCards(): Promise<(card: string) => Promise<MadeCard>> {
  // Outside programs are to meet keys as cards have them.
  const authority = await testAuthority({ makeKey: createCardKey, typeface: openTypeface() });
  const made = new Map<string, Promise<MadeCard>>();
  const make = async (card: string): Promise<MadeCard> => {
    const person = PEOPLE[card];
    if (person === undefined) throw new Error(`nobody is called ${card}`);
    const image = await authority.personalise({
      resident: somebody({ residentId: card, ...person }),
      options: { pins: PINS },
    });
    return { image, chip: chipOf(image) };
  };
  return (card) => {
    const known = made.get(card) ?? make(card);
    made.set(card, known);
    return known;
  };
}

function chipOf(image: CardImage): VirtualCard {
  return createVirtualCard({
    contents: contentsOf(image),
    memory: memoryInRam(secretsOf(image)),
    keys: openCardKeys(chipKeysOf(image)),
    random: randomOctets,
  });
}
