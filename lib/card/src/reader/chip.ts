import { toUtf8 } from '@kazasu/bytes';
import { AID, birthdateKey, parseChipKey, parseFourItems, TEXT } from '../application/index.ts';
import type { Random } from '../random.ts';
import type { Errands } from './errand.ts';
import { readToEnd } from './file.ts';
import type { Link } from './link.ts';
import { openWithPin } from './pin.ts';
import { requireSignable, signWithChip } from './sign.ts';
import { readAgeRecordFiles } from './surface.ts';
import { type FourItemFiles, openText, type ReadOptions, readFourItemFiles } from './text.ts';

/**
 * The four items together with what proves that they come from one chip that is present. The issuer's signature over the
 * text application's key (EF 0007) names no person, so this file of one card beside the items of another would pass; the
 * age record ties a key to the birth date that stands in the items, and both keys sign.
 */
export interface ItemProof extends FourItemFiles {
  /** EF 0007 of the text application, whole. */
  readonly chipKey: Uint8Array;
  /** By the key of EF 0007 over the DigestInfo, 256 bytes. */
  readonly chipSignature: Uint8Array;
  readonly age: {
    /** EF 0001 of the surface application, whole. */
    readonly record: Uint8Array;
    /** EF 0004 of the surface application, whole. */
    readonly issuerCertificate: Uint8Array;
    /** By the key of the age record over the same DigestInfo, 256 bytes. */
    readonly signature: Uint8Array;
  };
}

/** What proves that a chip is genuine and present. */
export interface ChipReader {
  /** PKCS#1 v1.5 signature of 256 bytes over a DigestInfo by the application's own key. No PIN. */
  authenticateChip(application: 'text' | 'surface', digestInfo: Uint8Array): Promise<Uint8Array>;
  /**
   * Takes the text PIN, which alone `useLastTry` is about. The birth date in the items opens the age record; it has tries
   * of its own, the last of which is never used: the person did not type it, and a miss tells of a strange card.
   */
  proveItems(pin: Uint8Array, digestInfo: Uint8Array, options?: ReadOptions): Promise<ItemProof>;
}

export function chipReader({ run, free }: Errands, random: Random | undefined): ChipReader {
  return {
    async authenticateChip(application, digestInfo) {
      requireSignable(digestInfo);
      return free(AID[application], (link) => signWithChip(link, digestInfo));
    },
    proveItems: (pin, digestInfo, options = {}) =>
      run([pin], async (link) => {
        requireSignable(digestInfo);
        const text = await openText(link, pin, options, random);
        const files = await readFourItemFiles(text);
        const chipKey = await readToEnd(text, TEXT.chipKey);
        parseChipKey(chipKey);
        const chipSignature = await signWithChip(link, digestInfo);
        const { birthdate } = parseFourItems(files.fourItems);
        const age = await proveAge(link, birthdate, digestInfo);
        return { ...files, chipKey, chipSignature, age };
      }),
  };
}

async function proveAge(link: Link, birthdate: string, digestInfo: Uint8Array): Promise<ItemProof['age']> {
  const key = toUtf8(birthdateKey(birthdate));
  try {
    await openWithPin(link, 'surfaceBirthdate', key);
  } finally {
    key.fill(0);
  }
  const { ageRecord, issuerCertificate } = await readAgeRecordFiles(link);
  return { record: ageRecord, issuerCertificate, signature: await signWithChip(link, digestInfo) };
}
