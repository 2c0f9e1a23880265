import {
  parseAgeRecord,
  parseCvCertificate,
  parseFace,
  parseMyNumberImage,
  SURFACE,
} from '../application/index.ts';
import type { PinName } from '../pin.ts';
import type { Errands } from './errand.ts';
import { FACE_FILE_MAX, readToEnd } from './file.ts';
import type { Link } from './link.ts';
import type { PinOptions } from './pin.ts';

/** Every record of the surface application comes with the CV certificate of the key that signed it. */
interface Issued {
  /** EF 0004. */
  readonly issuerCertificate: Uint8Array;
}

/** EF 0002, whole; see parseFace. */
export interface FaceFiles extends Issued {
  readonly face: Uint8Array;
}

/** EF 0001, whole; see parseAgeRecord. */
export interface AgeRecordFiles extends Issued {
  readonly ageRecord: Uint8Array;
}

/** EF 0005, whole; see parseMyNumberImage. */
export interface MyNumberImageFiles extends Issued {
  readonly myNumberImage: Uint8Array;
}

/** 照合番号A or B, either of which opens the face. */
export type FaceNumber = { readonly numberA: Uint8Array } | { readonly numberB: Uint8Array };

/**
 * What a client wants from the surface application. The numbers that open it are printed on the card; they are counted and
 * overwritten as PINs are. The files are of the right form; whether they are true is for a verifier to judge.
 */
export interface SurfaceReader {
  readFace(number: FaceNumber, options?: PinOptions): Promise<FaceFiles>;
  /** Takes the six digits of the birth date; see birthdateKey. */
  readAgeRecord(birthdate: Uint8Array, options?: PinOptions): Promise<AgeRecordFiles>;
  readMyNumberImage(numberA: Uint8Array, options?: PinOptions): Promise<MyNumberImageFiles>;
}

export function surfaceReader({ behindPin }: Errands): SurfaceReader {
  return {
    readFace: (number, options) => {
      const [name, value]: [PinName, Uint8Array] =
        'numberA' in number ? ['surfaceNumberA', number.numberA] : ['surfaceNumberB', number.numberB];
      return behindPin(name, value, options, async (link) => ({
        face: await readParsed(link, SURFACE.face, parseFace, FACE_FILE_MAX),
        issuerCertificate: await readIssuerCertificate(link),
      }));
    },
    readAgeRecord: (birthdate, options) =>
      behindPin('surfaceBirthdate', birthdate, options, readAgeRecordFiles),
    readMyNumberImage: (numberA, options) =>
      behindPin('surfaceNumberA', numberA, options, async (link) => ({
        myNumberImage: await readParsed(link, SURFACE.myNumberImage, parseMyNumberImage),
        issuerCertificate: await readIssuerCertificate(link),
      })),
  };
}

export async function readAgeRecordFiles(link: Link): Promise<AgeRecordFiles> {
  return {
    ageRecord: await readParsed(link, SURFACE.ageRecord, parseAgeRecord),
    issuerCertificate: await readIssuerCertificate(link),
  };
}

function readIssuerCertificate(link: Link): Promise<Uint8Array> {
  return readParsed(link, SURFACE.issuerCertificate, parseCvCertificate);
}

/** The whole file, after its form was looked at. */
async function readParsed(
  link: Link,
  file: number,
  parse: (bytes: Uint8Array) => unknown,
  lengthMax?: number,
): Promise<Uint8Array> {
  const bytes = await readToEnd(link, file, lengthMax);
  parse(bytes);
  return bytes;
}
