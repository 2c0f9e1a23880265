import { createAuthority } from '@kazasu/authority';
import { type CardImage, chipKeysOf, contentsOf, secretsOf } from '@kazasu/authority/api';
import { createVirtualCard, memoryInRam, openCardKeys, type VirtualCard } from '@kazasu/card/virtual';
import { settableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { randomOctets } from '@kazasu/server/random';
import { openStore } from '@kazasu/server/store';

export interface MadeCard {
  readonly image: CardImage;
  readonly chip: VirtualCard;
}

/** Noon in Japan. */
const TIME = Date.UTC(2026, 5, 15, 3, 0, 0);
const PINS = { authentication: '1234', signature: 'ABC123', text: '5678', juki: '9012' };

const PEOPLE: { readonly [card: string]: { readonly name: string; readonly myNumber: string } } = {
  hanako: { name: '見本　花子', myNumber: '123456789018' },
  taro: { name: '見本　太郎', myNumber: '234567890121' },
};

/** Personalises cards as they are asked for, as the counter would; each once, with a memory that outlives its stay on a reader. */
export async function openCards(): Promise<(card: string) => Promise<MadeCard>> {
  const store = await openStore({ file: ':memory:' });
  const parts = { store, keys: memoryKeys(), clock: settableClock(TIME), log: silentLog };
  const tokens = { verifierToken: 'verifier-token-for-tests', adminToken: 'admin-token-for-tests' };
  const authority = await createAuthority({ ...parts, ...tokens });
  const made = new Map<string, Promise<MadeCard>>();
  const make = async (card: string): Promise<MadeCard> => {
    const person = PEOPLE[card];
    if (person === undefined) throw new Error(`nobody is called ${card}`);
    const image = await authority.personalise({
      resident: {
        residentId: card,
        ...person,
        address: '架空県かざす市読取一丁目２番３号',
        birthdate: '19880517',
        gender: '2',
        municipality: { code: '48101', prefecture: 'Kaku-ken', city: 'Kazasu-shi' },
      },
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
