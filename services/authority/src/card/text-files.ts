import {
  chipKeyBody,
  cvKeyId,
  encodeBasicInformation,
  encodeChipKey,
  encodeFourItems,
  encodeIntegrity,
  encodeMyNumber,
  encodeSessionKey,
  integrityBody,
} from '@kazasu/card';
import type { ResidentRecord } from '../api.ts';
import { DIVERGENCES } from '../divergences.ts';
import { sha256 } from '../key.ts';
import type { CardKeys } from './card-key.ts';
import { encodeOrRefuse } from './encode.ts';
import type { RecordSigner } from './record-signer.ts';

/** The text application's files 0001 to 0007, items and chip key signed by the municipality (facts a.6). */
export interface TextFiles {
  readonly myNumber: Uint8Array;
  readonly fourItems: Uint8Array;
  readonly integrity: Uint8Array;
  readonly issuerCertificate: Uint8Array;
  readonly basicInformation: Uint8Array;
  readonly sessionKey: Uint8Array;
  readonly chipKey: Uint8Array;
}

/** Throws `record_invalid` for items that do not fit the files. */
export function textFiles(resident: ResidentRecord, keys: CardKeys, signer: RecordSigner): TextFiles {
  const { name, address, birthdate, gender } = resident;
  const [myNumber, fourItems] = encodeOrRefuse(() => [
    encodeMyNumber(resident.myNumber),
    encodeFourItems({ name, address, birthdate, gender }),
  ]);
  const body = integrityBody(myNumber, fourItems, sha256);
  const chipKey = chipKeyBody(keys.text.numbers);
  return {
    myNumber,
    fourItems,
    integrity: encodeIntegrity(body, signer.sign(body)),
    issuerCertificate: signer.textCertificate,
    basicInformation: encodeBasicInformation({
      ...DIVERGENCES.basicInformationNumbers.value,
      keyId: cvKeyId(DIVERGENCES.textKeyNumber.value),
    }),
    sessionKey: encodeSessionKey(keys.transport.numbers),
    chipKey: encodeChipKey(chipKey, signer.sign(chipKey)),
  };
}
