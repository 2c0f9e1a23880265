import { CommandProblem } from '../../problem.ts';
import { looksLikePem, type PemBlock, pemBlocks } from './pem.ts';
import { readBounded, SIZES } from './read.ts';
import { type DerKind, sniffDer } from './sniff.ts';

export type FileKind = 'pdf' | 'xml' | 'cms' | 'certificate' | 'timestamp';

/** What is to be judged. */
export interface Subject {
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  /** Certificates behind the first one of a PEM file: they may help to build its path. */
  readonly beside: readonly Uint8Array[];
}

const KINDS =
  'Judged are PDF and XML files, CMS and CAdES signatures (.p7m, .p7s), certificates, and time-stamp tokens and responses; in DER, or in PEM.';

/** Reads a file and finds out what it is. Throws a CommandProblem for what is none of these. */
export function readSubject(path: string): Subject {
  const bytes = readBounded(path, SIZES.document);
  if (startsWith(bytes, '%PDF-')) return { kind: 'pdf', bytes, beside: [] };
  if (isMarkup(bytes)) return { kind: 'xml', bytes, beside: [] };
  const der = sniffDer(bytes);
  if (der !== undefined) return { kind: judged(der, path), bytes, beside: [] };
  if (looksLikePem(bytes)) return fromBlocks(pemBlocks(bytes), path);
  // Something before the header: the judge says that it may not be there.
  if (Buffer.from(bytes.subarray(0, 1_024)).includes('%PDF-')) return { kind: 'pdf', bytes, beside: [] };
  throw new CommandProblem('usage', `${path} is nothing that can be judged here.`, KINDS);
}

function fromBlocks(blocks: readonly PemBlock[] | undefined, path: string): Subject {
  const [first, ...others] = blocks ?? [];
  if (first === undefined) {
    throw new CommandProblem('usage', `${path} is a PEM file that is cut off or no base64.`, 'Get it again.');
  }
  const der = sniffDer(first.bytes);
  if (der === undefined) {
    throw new CommandProblem(
      'usage',
      `${path} holds a ${first.label}, which is nothing to be judged.`,
      KINDS,
    );
  }
  const beside = others.flatMap(({ bytes }) => (sniffDer(bytes) === 'certificate' ? [bytes] : []));
  return { kind: judged(der, path), bytes: first.bytes, beside };
}

/** What says something about others is not judged by itself. */
function judged(kind: DerKind, path: string): FileKind {
  if (kind !== 'crl' && kind !== 'ocsp') return kind;
  throw new CommandProblem(
    'usage',
    `${path} is ${kind === 'crl' ? 'a revocation list' : 'an OCSP answer'}, which says something about a certificate.`,
    `Give the certificate, or what was signed with it, and this with --${kind} ${path}.`,
  );
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;
}

/** `<` behind a byte order mark and white space: what is no XML after all, the judge says. */
function isMarkup(bytes: Uint8Array): boolean {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const begin = bytes.subarray(start, start + 256).find((octet) => ![0x20, 0x09, 0x0a, 0x0d].includes(octet));
  return begin === 0x3c;
}
