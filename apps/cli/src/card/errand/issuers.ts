import { readFileSync } from 'node:fs';
import { TrustResponse } from '@kazasu/authority/api';
import { fromBase64, fromHex } from '@kazasu/bytes';
import type { CvIssuer } from '@kazasu/card';
import * as v from 'valibot';
import { CommandProblem } from '../../problem.ts';
import { fetchIssuers, type TownAccess } from './authority.ts';

const IssuersFile = v.union([
  v.pipe(
    v.object({ cardIssuerKeys: TrustResponse.entries.cardIssuerKeys }),
    v.transform((file) => file.cardIssuerKeys),
  ),
  TrustResponse.entries.cardIssuerKeys,
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

async function askTown(at: TownAccess): Promise<TrustResponse['cardIssuerKeys']> {
  try {
    return await fetchIssuers(at);
  } catch (problem) {
    if (!(problem instanceof CommandProblem)) throw problem;
    const remedy = `${problem.remedy}\nOr give the keys to trust with --issuers FILE.`;
    throw new CommandProblem(problem.code, problem.message, remedy);
  }
}

function readIssuers(path: string): TrustResponse['cardIssuerKeys'] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Said below: what cannot be read is no list either.
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
