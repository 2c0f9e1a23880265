import type { Figure } from '../figure/index.ts';
import { CADES } from './cades.ts';
import { CARD_LOGIN } from './card-login.ts';
import { CRL_INDEX } from './crl-index.ts';
import type { Measurement, PkiBenchOptions } from './figure.ts';
import { OCSP } from './ocsp.ts';
import { PADES } from './pades.ts';
import { XADES } from './xades.ts';

/** In the order of the table. */
export const MEASUREMENTS: readonly Measurement[] = [CRL_INDEX, CARD_LOGIN, OCSP, CADES, XADES, PADES];

export interface PkiBenchResult {
  readonly figures: readonly Figure[];
}

export async function runPkiBench(options: PkiBenchOptions): Promise<PkiBenchResult> {
  const figures: Figure[] = [];
  for (const measurement of MEASUREMENTS) {
    if (options.only.length > 0 && !options.only.includes(measurement.name)) continue;
    options.onProgress(`${measurement.name}:`);
    figures.push(...(await measurement.run(options)));
  }
  return { figures };
}
