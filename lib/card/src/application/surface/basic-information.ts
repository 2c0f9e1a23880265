import { encodeTlv } from '@kazasu/bytes';
import { KEY_ID_LENGTH } from '../cv-certificate.ts';
import { encodeDigits, parseDigits } from '../digits.ts';
import { objects, readFile } from '../file.ts';
import { requireLength } from '../rsa-key.ts';
import { SURFACE_TAG } from './ef.ts';

/** EF 0003 of the surface application (facts a.7). Nothing signs it. */
export interface SurfaceInformation {
  /** 4 bytes that tell the layout; `06 03 0E 01` on the cards seen. */
  readonly identification: Uint8Array;
  /** 16 bytes: a key of unknown use, number x000024. It is not the one that EF 0004 certifies. */
  readonly keyId: Uint8Array;
  readonly version: number;
  /** Code of the municipality, 5 digits. */
  readonly municipality: string;
  /** A key identifier of 16 bytes and 256 bytes of unknown meaning. */
  readonly opaque: Uint8Array;
}

const NAME = 'surface information';
const TAGS = [
  SURFACE_TAG.identification,
  SURFACE_TAG.keyId,
  SURFACE_TAG.version,
  SURFACE_TAG.municipality,
  SURFACE_TAG.opaque,
] as const;
const SURFACE_OPAQUE_LENGTH = 272;

/** `FF30 { DF31 04, DF32 10 key id, DF33 01 version, DF34 05 municipality, DF35 820110 … }`. */
export function encodeSurfaceInformation(information: SurfaceInformation): Uint8Array<ArrayBuffer> {
  const file = encodeTlv(
    SURFACE_TAG.basicInformation,
    encodeTlv(SURFACE_TAG.identification, information.identification),
    encodeTlv(SURFACE_TAG.keyId, information.keyId),
    encodeTlv(SURFACE_TAG.version, Uint8Array.of(information.version)),
    encodeTlv(SURFACE_TAG.municipality, encodeDigits(NAME, information.municipality, 5)),
    encodeTlv(SURFACE_TAG.opaque, information.opaque),
  );
  parseSurfaceInformation(file);
  return file;
}

/** Any other form is CardError `card/file`. */
export function parseSurfaceInformation(file: Uint8Array): SurfaceInformation {
  return readFile(NAME, () => {
    const [template] = objects(NAME, file, [SURFACE_TAG.basicInformation]);
    const [identification, keyId, version, municipality, opaque] = objects(NAME, template.value, TAGS);
    requireLength(NAME, identification.value, 4);
    requireLength(NAME, keyId.value, KEY_ID_LENGTH);
    requireLength(NAME, version.value, 1);
    requireLength(NAME, opaque.value, SURFACE_OPAQUE_LENGTH);
    return {
      identification: identification.value,
      keyId: keyId.value,
      version: version.value[0] as number,
      municipality: parseDigits(NAME, municipality.value, 5),
      opaque: opaque.value,
    };
  });
}
