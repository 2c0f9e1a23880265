import {
  type CardImage,
  contentsOf,
  PATHS,
  type ResidentRecord,
  secretsOf,
  type TrustResponse,
} from '@kazasu/authority/api';
import { createCardKey, openTypeface, testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { fromBase64, toHex } from '@kazasu/bytes';
import { myNumberCheckDigit } from '@kazasu/card';
import { type CardJson, layoutJson } from '@kazasu/card/testing';
import { freshPins } from '@kazasu/card/virtual';

/** Nobody: the prefecture does not exist, and no My Number begins like this one. */
const RESIDENT: ResidentRecord = {
  residentId: 'vectors',
  name: '検証　太郎',
  address: '架空県かざす市試験町一丁目２番３号　見本荘１０４号',
  birthdate: '19720809',
  gender: '1',
  myNumber: `99900000099${myNumberCheckDigit('99900000099')}`,
  municipality: { code: '48101', prefecture: 'Kaku-ken', city: 'Kazasu-shi' },
};

const PINS = { authentication: '1234', signature: 'ABC123', text: '5678', juki: '2468' };

/** A card with new keys from an authority that is forgotten at once. */
export async function newCard(): Promise<CardJson> {
  const authority = await testAuthority({ makeKey: createCardKey, typeface: openTypeface() });
  const image = await authority.personalise({ resident: RESIDENT, options: { pins: PINS } });
  const trust = (await (await authority.ask(VERIFIER, PATHS.trust)).json()) as TrustResponse;
  await authority.close();
  return cardJson(image, trust);
}

function cardJson(image: CardImage, trust: TrustResponse): CardJson {
  const { name, address, birthdate, gender, myNumber, municipality } = RESIDENT;
  return {
    $schema: './card.schema.json',
    comment:
      'TEST DATA, PUBLIC. An invented person on a card of a test hierarchy. The private keys below protect nothing: they are published on purpose, so that every answer of the card can be recomputed. Never trust a certificate of these keys.',
    person: { name, address, birthdate, gender, myNumber, municipality: municipality.code },
    printed: image.numbers,
    pins: pinsOf(image),
    keys: image.keys as CardJson['keys'],
    issuerKeys: trust.cardIssuerKeys.map(({ keyId, modulus, exponent }) => ({
      keyId,
      modulus: toHex(fromBase64(modulus)),
      exponent: toHex(fromBase64(exponent)),
    })),
    ...layoutJson(contentsOf(image)),
  };
}

function pinsOf(image: CardImage): CardJson['pins'] {
  const pins = Object.entries(freshPins(secretsOf(image))).map(([name, { value, triesLeft }]) => [
    name,
    { value, tries: triesLeft },
  ]);
  return Object.fromEntries(pins) as CardJson['pins'];
}
