import { type CardImage, contentsOf } from '@kazasu/authority/api';
import { fromBase64, toBase64url, toUtf8 } from '@kazasu/bytes';
import { openCard, sha256DigestInfo } from '@kazasu/card';
import { cardTransport, createVirtualCard, memoryInRam, openChipKeys } from '@kazasu/card/virtual';
import { randomOctets } from '@kazasu/server/random';
import { type AppTransaction, type CardProof, challengeMessage } from '../api/index.ts';
import { createHash } from '../crypto.ts';

/** Lets the virtual card of this image sign the challenge and, where items are asked for, read them out. */
export async function proofOf(image: CardImage, transaction: AppTransaction): Promise<CardProof> {
  const card = openCard(cardTransport(chipOf(image)));
  const digest = createHash('sha256').update(challengeMessage(transaction.challenge)).digest();
  const pin = () => toUtf8(image.pins.authentication);
  const proof = {
    certificate: toBase64url(await card.readAuthenticationCertificate()),
    signature: toBase64url(await card.signWithAuthenticationKey(pin(), sha256DigestInfo(digest))),
  };
  if (transaction.items.length === 0) return proof;
  const files = await card.readFourItems(toUtf8(image.pins.text));
  return {
    ...proof,
    items: {
      fourItems: toBase64url(files.fourItems),
      integrity: toBase64url(files.integrity),
      issuerCertificate: toBase64url(files.issuerCertificate),
    },
  };
}

function chipOf(image: CardImage) {
  return createVirtualCard({
    contents: contentsOf(image),
    memory: memoryInRam(image.pins),
    keys: openChipKeys({ authentication: fromBase64(image.keys.authentication) }),
    random: randomOctets,
  });
}
