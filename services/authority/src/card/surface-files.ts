import { concat, fromHex } from '@kazasu/bytes';
import {
  ageRecordBody,
  cvKeyId,
  encodeAgeRecord,
  encodeFace,
  encodeMyNumberImage,
  encodeSurfaceInformation,
  type FaceContent,
  faceDigestInfo,
  faceGroups,
  faceSignatureInput,
  myNumberImageBody,
} from '@kazasu/card';
import type { CardNumbers, ResidentRecord } from '../api.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { Pictures } from '../drawing/index.ts';
import { sha256 } from '../key.ts';
import type { CardKeys } from './card-key.ts';
import type { RecordSigner } from './record-signer.ts';

/** The surface application's files 0001 to 0005 (facts a.7). */
export interface SurfaceFiles {
  readonly ageRecord: Uint8Array;
  readonly face: Uint8Array;
  readonly basicInformation: Uint8Array;
  readonly issuerCertificate: Uint8Array;
  readonly myNumberImage: Uint8Array;
}

interface SurfaceParts {
  readonly resident: ResidentRecord;
  readonly numbers: CardNumbers;
  readonly pictures: Pictures;
  readonly keys: CardKeys;
  readonly signer: RecordSigner;
}

export function surfaceFiles(parts: SurfaceParts): SurfaceFiles {
  const { resident, pictures, keys, signer } = parts;
  const key = keys.surface.numbers;
  const age = ageRecordBody({ birthdate: resident.birthdate, key });
  const image = myNumberImageBody({ image: pictures.myNumber, key });
  return {
    ageRecord: encodeAgeRecord(age, signer.sign(age)),
    face: face(parts),
    basicInformation: basicInformation(resident.municipality.code),
    issuerCertificate: signer.surfaceCertificate,
    myNumberImage: encodeMyNumberImage(image, signer.sign(image)),
  };
}

/** Three groups are hashed each for itself and signed together, so that one can be checked without the portrait. */
function face({ resident, numbers, pictures, keys, signer }: SurfaceParts): Uint8Array {
  const content: FaceContent = {
    birthdate: resident.birthdate,
    gender: resident.gender,
    key: keys.surface.numbers,
    nameImage: pictures.name,
    addressImage: pictures.address,
    portrait: pictures.portrait,
    expiry: numbers.expiry,
    securityCodeImage: pictures.securityCode,
  };
  const hashes = faceSignatureInput(faceGroups(content), sha256);
  return encodeFace(content, signer.signDigestInfo(faceDigestInfo(hashes)));
}

function basicInformation(municipality: string): Uint8Array {
  const keyId = cvKeyId(DIVERGENCES.surfaceKeyNumber.value);
  const { version, zeroOctets } = DIVERGENCES.surfaceInformation.value;
  return encodeSurfaceInformation({
    identification: fromHex(DIVERGENCES.surfaceIdentification.value),
    keyId,
    version,
    municipality,
    opaque: concat(keyId, new Uint8Array(zeroOctets)),
  });
}
