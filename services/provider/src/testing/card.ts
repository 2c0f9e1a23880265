import { constants, createHash, type KeyObject, privateEncrypt } from 'node:crypto';
import { type CardImage, contentsOf } from '@kazasu/authority/api';
import { fromBase64, fromBase64url, toBase64url, toUtf8 } from '@kazasu/bytes';
import { openCard, sha256DigestInfo } from '@kazasu/card';
import { cardTransport, createVirtualCard, memoryInRam, openCardKeys } from '@kazasu/card/virtual';
import { randomOctets } from '@kazasu/server/random';
import {
  type AppTransaction,
  type CardProof,
  challengeMessage,
  chipMessage,
  possessionOctets,
  provedItems,
  type SignatureProof,
  signingMessage,
} from '../api/index.ts';

/** Lets the virtual card of this image sign the challenge and, where items are asked for, read them out. */
export async function proofOf(image: CardImage, transaction: AppTransaction): Promise<CardProof> {
  const card = openCard(cardTransport(chipOf(image)));
  const certificate = await card.readAuthenticationCertificate();
  const digest = sha256(challengeMessage(transaction.challenge));
  const pin = () => toUtf8(image.pins.authentication);
  const proof = {
    certificate: toBase64url(certificate),
    signature: toBase64url(await card.signWithAuthenticationKey(pin(), sha256DigestInfo(digest))),
  };
  return { ...proof, ...(await itemsOf(image, transaction, certificate)) };
}

/** Lets it sign the documents, and the message that binds them. */
export async function signatureProofOf(
  image: CardImage,
  transaction: AppTransaction,
): Promise<SignatureProof> {
  const card = openCard(cardTransport(chipOf(image)));
  const password = () => toUtf8(image.pins.signature ?? '');
  const certificate = await card.readSignatureCertificate(password());
  const inputs = (transaction.signing?.documents ?? []).map(({ input }) => fromBase64url(input));
  const message = sha256(signingMessage(transaction.challenge, inputs));
  const sign = async (data: Uint8Array) => toBase64url(await card.signWithSignatureKey(password(), data));
  const signature = await sign(possessionOctets(message));
  const signatures: string[] = [];
  for (const input of inputs) signatures.push(await sign(input));
  const items = await itemsOf(image, transaction, certificate);
  return { certificate: toBase64url(certificate), signature, signatures, ...items };
}

/** What a key makes of octets by the card's padding, as node:crypto does it. */
export function padded(key: KeyObject, octets: Uint8Array): Uint8Array {
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, octets);
}

async function itemsOf(image: CardImage, transaction: AppTransaction, certificate: Uint8Array) {
  if (transaction.items.length === 0) return {};
  const card = openCard(cardTransport(chipOf(image)));
  const chip = sha256(chipMessage(transaction.challenge, sha256(certificate)));
  const shown = await card.proveItems(toUtf8(image.pins.text), sha256DigestInfo(chip));
  return { items: provedItems(shown) };
}

function chipOf(image: CardImage) {
  const { authentication, signature, text, surface } = image.keys;
  return createVirtualCard({
    contents: contentsOf(image),
    memory: memoryInRam({ ...image.pins, surfaceBirthdate: image.numbers.birthdate }),
    keys: openCardKeys({
      authentication: fromBase64(authentication),
      ...(signature === undefined ? {} : { signature: fromBase64(signature) }),
      text: fromBase64(text),
      surface: fromBase64(surface),
    }),
    random: randomOctets,
  });
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
