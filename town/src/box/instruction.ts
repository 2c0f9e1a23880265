import type { CardImage, CardInstruction, CardWriting } from '@kazasu/authority/api';
import { parseCardWriting } from '@kazasu/authority/api';
import { fromBase64, toBase64url } from '@kazasu/bytes';
import { PIN_RULES, type PinName, parseCvCertificate } from '@kazasu/card';
import { createPublicKey, verify, X509Certificate } from '../crypto.ts';
import type { MyNumberCard } from './card-data.ts';

/**
 * The card after an instruction of the counter; undefined when the card refuses it. A card believes the municipality
 * whose certificate it holds (EF 0004 of the text application), does what is for it alone, and nothing twice.
 */
export function instructed(card: MyNumberCard, instruction: CardInstruction): MyNumberCard | undefined {
  const writing = parseCardWriting(instruction);
  const { image, lastInstruction = 0 } = card;
  if (writing === undefined || !isSigned(image, instruction)) return undefined;
  if (writing.card !== serialOf(image) || writing.number <= lastInstruction) return undefined;
  return {
    ...card,
    image: writtenTo(image, writing),
    pins: { ...card.pins, ...newPins(writing.pins) },
    lastInstruction: writing.number,
  };
}

function isSigned({ text }: CardImage, { body, signature }: CardInstruction): boolean {
  const { modulus, exponent } = parseCvCertificate(fromBase64(text.issuerCertificate));
  const jwk = { kty: 'RSA', n: toBase64url(modulus), e: toBase64url(exponent) };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verify('sha256', fromBase64(body), key, fromBase64(signature));
}

function serialOf({ jpki }: CardImage): string {
  return new X509Certificate(fromBase64(jpki.authenticationCertificate)).serialNumber.toLowerCase();
}

/** What is not spoken of stays. */
function writtenTo(image: CardImage, { pins = {}, text, surface, signature }: CardWriting): CardImage {
  const given = Object.fromEntries(Object.entries(pins).filter(([, pin]) => pin !== undefined));
  return {
    ...image,
    text: { ...image.text, ...text },
    surface: { ...image.surface, ...surface },
    pins: { ...image.pins, ...given },
    ...(signature && {
      jpki: {
        ...image.jpki,
        signatureCertificate: signature.certificate,
        signatureCaCertificate: signature.caCertificate,
      },
      keys: { ...image.keys, signature: signature.privateKey },
    }),
  };
}

/** Each with all its tries; the common application's PIN is that of the juki application. */
function newPins(pins: CardWriting['pins'] = {}): MyNumberCard['pins'] {
  const { authentication, signature, text, juki } = pins;
  const values: [PinName, string | undefined][] = [
    ['authentication', authentication],
    ['signature', signature],
    ['text', text],
    ['juki', juki],
    ['common', juki],
  ];
  return Object.fromEntries(
    values.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, { value, triesLeft: PIN_RULES[name].tries }]],
    ),
  );
}
