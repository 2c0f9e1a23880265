import {
  CardError,
  encodeBasicInformation,
  encodeFourItems,
  encodeIntegrity,
  encodeMyNumber,
  encodeTokenInformation,
  integrityBody,
  TOKEN_LABEL,
} from '@kazasu/card';
import type { ResidentRecord } from '../api.ts';
import { DIVERGENCES } from '../divergences.ts';
import { AuthorityError } from '../error.ts';
import { sha256 } from '../key.ts';
import type { CardIssuer } from './card-issuer.ts';

/** The text application's files 0001 to 0005, the items signed by the card issuer (facts a.6). */
export interface TextFiles {
  readonly myNumber: Uint8Array;
  readonly fourItems: Uint8Array;
  readonly integrity: Uint8Array;
  readonly issuerCertificate: Uint8Array;
  readonly basicInformation: Uint8Array;
}

/** Throws `record_invalid` for items that do not fit the files. */
export function textFiles(resident: ResidentRecord, issuer: CardIssuer): TextFiles {
  const { name, address, birthdate, gender } = resident;
  const [myNumber, fourItems] = encodeOrRefuse(() => [
    encodeMyNumber(resident.myNumber),
    encodeFourItems({ name, address, birthdate, gender }),
  ]);
  const body = integrityBody(myNumber, fourItems, sha256);
  return {
    myNumber,
    fourItems,
    integrity: encodeIntegrity(body, issuer.sign(body)),
    issuerCertificate: issuer.certificate,
    basicInformation: encodeBasicInformation({
      version: 1,
      extendedApdu: true,
      vendor: 0,
      option: 0,
      keyId: issuer.signerKeyId,
    }),
  };
}

/** EF 0006 of the JPKI application. `random` are 8 octets for the chip's serial number. */
export function tokenInformation(random: Uint8Array): Uint8Array {
  return encodeTokenInformation({
    label: TOKEN_LABEL.myNumberCard,
    manufacturer: '',
    model: DIVERGENCES.tokenModel.value,
    serialNumber: [...random].map((octet) => String(octet % 100).padStart(2, '0')).join(''),
  });
}

function encodeOrRefuse(encode: () => [Uint8Array, Uint8Array]): [Uint8Array, Uint8Array] {
  try {
    return encode();
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    throw new AuthorityError('record_invalid', 'the items do not fit the card', error);
  }
}
