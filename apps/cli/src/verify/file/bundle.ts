import { type Certificate, type Crl, isParseError, parseCertificate, parseCrl } from '@kazasu/pki';
import { CommandProblem } from '../../problem.ts';
import { pemBlocks } from './pem.ts';
import { readBounded, SIZES } from './read.ts';

/** Certificates of PEM bundles, or of DER files with one each. Throws a CommandProblem where one is none. */
export function readCertificates(paths: readonly string[] = []): Certificate[] {
  return paths.flatMap((path) =>
    blocksOf(path, SIZES.small, /CERTIFICATE$/).map((der) =>
      parsed(() => parseCertificate(der), path, 'a certificate of X.509 version 3'),
    ),
  );
}

export function readLists(paths: readonly string[] = []): Crl[] {
  return paths.flatMap((path) =>
    blocksOf(path, SIZES.list, /CRL$/).map((der) => parsed(() => parseCrl(der), path, 'a revocation list')),
  );
}

/** OCSP answers are DER everywhere. What they say, and whether they can be read, is for the judge. */
export function readResponses(paths: readonly string[] = []): Uint8Array[] {
  return paths.map((path) => readBounded(path, SIZES.small));
}

function blocksOf(path: string, most: number, label: RegExp): readonly Uint8Array[] {
  const bytes = readBounded(path, most);
  if (bytes[0] === 0x30) return [bytes];
  const blocks = (pemBlocks(bytes) ?? []).filter((block) => label.test(block.label));
  if (blocks.length > 0) return blocks.map((block) => block.bytes);
  throw wrong(path, label.test('CERTIFICATE') ? 'a certificate' : 'a revocation list', 'no such thing in it');
}

function parsed<T>(parse: () => T, path: string, what: string): T {
  try {
    return parse();
  } catch (error) {
    if (isParseError(error)) throw wrong(path, what, error.code);
    throw error;
  }
}

function wrong(path: string, what: string, why: string): CommandProblem {
  return new CommandProblem('usage', `${path} is not ${what} (${why}).`, 'Give it in PEM or DER.');
}
