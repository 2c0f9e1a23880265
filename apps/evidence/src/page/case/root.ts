import { toHex } from '@kazasu/bytes';
import { type Bundle, type EvidenceTrust, rootsIn, sha256 } from '@kazasu/evidence';
import { type CertificateInput, isParseError, parseCertificate } from '@kazasu/pki';

/** Something in the bundle that one would have to believe, and whether somebody does. */
export interface Root {
  readonly use: 'signer' | 'timestamp' | 'log';
  readonly sha256: string;
  /** As the bundle has it: the subject of the certificate, or the log's origin. Nothing is believed by it. */
  readonly name: string;
  /** DER of the certificate, or the raw key. */
  readonly octets: Uint8Array;
  readonly believed: 'file' | 'eye' | 'no';
}

/** Roots of signers, roots of time-stamps, and the log's key. `compared`: fingerprints that the person ticked. */
export function rootsOf(
  bundle: Bundle,
  file: EvidenceTrust | undefined,
  compared: ReadonlySet<string>,
): Root[] {
  const root = (use: Root['use'], octets: Uint8Array, name: string, given: readonly Uint8Array[]): Root => {
    const hash = toHex(sha256(octets));
    const byFile = given.some((one) => toHex(sha256(one)) === hash);
    // One certificate may stand in two places; to believe it in one does not mean the other.
    const byEye = compared.has(`${use}:${hash}`);
    return { use, sha256: hash, name, octets, believed: byFile ? 'file' : byEye ? 'eye' : 'no' };
  };
  const certificates = (
    use: 'signer' | 'timestamp',
    objects: Bundle['objects'],
    given: readonly Uint8Array[],
  ) => {
    const wanted = new Set(rootsIn(objects));
    return objects.flatMap(({ octets }) =>
      wanted.delete(toHex(sha256(octets))) ? [root(use, octets, subjectOf(octets), given)] : [],
    );
  };
  const validation = bundle.proof.flatMap((link) => link.validation);
  const { origin, publicKey } = bundle.log;
  const logKeys = (file?.logKeys ?? []).filter(({ name }) => name === origin);
  return [
    ...certificates('signer', bundle.objects, dersOf(file?.anchors)),
    ...certificates('timestamp', validation, dersOf(file?.timestampAnchors)),
    root(
      'log',
      publicKey,
      origin,
      logKeys.map((key) => key.publicKey),
    ),
  ];
}

function dersOf(certificates: readonly CertificateInput[] = []): Uint8Array[] {
  return certificates.map((one) => ('encoded' in one ? one.encoded : one));
}

/** The parts of the subject's name, most significant first. */
function subjectOf(der: Uint8Array): string {
  try {
    const parts = parseCertificate(der).subject.rdns.flat();
    return parts.map(({ text }) => text ?? '?').join(' / ');
  } catch (error) {
    if (isParseError(error)) return '?';
    throw error;
  }
}
