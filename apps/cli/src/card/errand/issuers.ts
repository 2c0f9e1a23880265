import { readFileSync } from 'node:fs';
import { fromBase64, fromHex } from '@kazasu/bytes';
import type { CvIssuer } from '@kazasu/card';
import * as v from 'valibot';
import { CommandProblem } from '../../problem.ts';
import { fetchIssuers, type TownAccess } from './authority.ts';

/** As in the authority's TrustResponse, of which a key, its identifier and nothing else is needed. */
const IssuerKey = v.object({
  keyId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  modulus: v.pipe(v.string(), v.maxLength(1_024), v.base64()),
  exponent: v.pipe(v.string(), v.maxLength(16), v.base64()),
});
type IssuerKey = v.InferOutput<typeof IssuerKey>;

const IssuersFile = v.union([
  v.array(IssuerKey),
  v.pipe(
    v.object({ cardIssuerKeys: v.array(IssuerKey) }),
    v.transform((file) => file.cardIssuerKeys),
  ),
]);

/** Whom to trust: those in the file, or those of the running town. Never both: test cards and real ones do not mix. */
export async function issuersFor(
  at: TownAccess & { readonly issuers?: string | undefined },
): Promise<CvIssuer[]> {
  const keys = at.issuers === undefined ? await askTown(at) : readIssuers(at.issuers);
  return keys.map(({ keyId, modulus, exponent }) => ({
    keyId: fromHex(keyId),
    modulus: fromBase64(modulus),
    exponent: fromBase64(exponent),
  }));
}

async function askTown(at: TownAccess): Promise<readonly IssuerKey[]> {
  try {
    return await fetchIssuers(at);
  } catch (problem) {
    if (!(problem instanceof CommandProblem)) throw problem;
    const remedy = `${problem.remedy}\nOr give the keys to trust with --issuers FILE.`;
    throw new CommandProblem(problem.code, problem.message, remedy);
  }
}

function readIssuers(path: string): readonly IssuerKey[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new CommandProblem('usage', `${path} cannot be read.`, 'Give a file of issuers’ keys.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Said below: what is no JSON is no list either.
  }
  const keys = v.safeParse(IssuersFile, value);
  if (!keys.success) {
    throw new CommandProblem(
      'usage',
      `${path} is no list of issuers’ keys.`,
      'Wanted: {"cardIssuerKeys": [{"keyId": 16 bytes in hexadecimal, "modulus": Base64, "exponent": Base64}]}.',
    );
  }
  return keys.output;
}
