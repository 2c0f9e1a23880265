import { EvidenceError, parseTrustFile, type TrustChoice } from '@kazasu/evidence';
import { CommandProblem } from '../problem.ts';
import { readBounded, SIZES } from '../verify/file/index.ts';

/** What a file of evidence is read as. Throws a CommandProblem that names what is wrong with it, and never what is in it. */
export function readAs<T>(
  path: string,
  what: string,
  parse: (octets: Uint8Array) => T,
  most = SIZES.document,
): T {
  const octets = readBounded(path, most);
  try {
    return parse(octets);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    throw new CommandProblem(
      'usage',
      `${path} is not ${what}: ${error.message}.`,
      'Is it the right file? Its form is written down in docs/evidence-bundle.md.',
    );
  }
}

/** Whom to believe: nobody, unless a file says so. */
export function readTrust(path: string | undefined): TrustChoice {
  return path === undefined ? { trust: {} } : readAs(path, 'a trust file', parseTrustFile, SIZES.small);
}
