import { type CardImage, contentsOf } from '@kazasu/authority/api';
import { fromBase64 } from '@kazasu/bytes';
import { type CardMemory, type CardSigner, createVirtualCard, type VirtualCard } from '@kazasu/card/virtual';
import { constants, createPrivateKey, type KeyObject, privateEncrypt } from '../crypto.ts';

/** The virtual card that a personalised image makes. */
export function createChip(image: CardImage, memory: CardMemory): VirtualCard {
  return createVirtualCard({ contents: contentsOf(image), memory, sign: signerOf(image) });
}

function signerOf(image: CardImage): CardSigner {
  const keys = {
    authentication: privateKeyOf(image.keys.authentication),
    signature: image.keys.signature === undefined ? undefined : privateKeyOf(image.keys.signature),
  };
  return (name, data) => {
    const key = keys[name];
    return key === undefined
      ? undefined
      : privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, data);
  };
}

function privateKeyOf(pkcs8: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(fromBase64(pkcs8)), format: 'der', type: 'pkcs8' });
}
