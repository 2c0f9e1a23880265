import type { Figure } from '../figure/index.ts';
import { DURABLE } from './durable.ts';
import type { VerifyBenchOptions, VerifyMeasurement } from './figure.ts';
import { PROOF } from './proof.ts';

/** In the order of the table. */
export const VERIFY_MEASUREMENTS: readonly VerifyMeasurement[] = [DURABLE, PROOF];

export async function runVerifyBench(options: VerifyBenchOptions): Promise<{ figures: readonly Figure[] }> {
  const figures: Figure[] = [];
  for (const measurement of VERIFY_MEASUREMENTS) {
    if (options.only.length > 0 && !options.only.includes(measurement.name)) continue;
    options.onProgress(`${measurement.name}:`);
    figures.push(...(await measurement.run(options)));
  }
  return { figures };
}
