import { stopwatch } from '../clock/index.ts';
import type { SigningKey, SigningKeys } from '../keys/index.ts';
import type { Series } from './histogram.ts';
import type { Metrics } from './metrics.ts';

const OPERATIONS = ['sign', 'verify', 'seal', 'unseal'] as const;
const RESULTS = ['ok', 'failed'] as const;

/** The histogram of what is done with keys; the same wherever it is asked for. */
export function keyOperations(metrics: Metrics) {
  return metrics.histogram('key_operation_duration_seconds', 'What is done with keys', {
    operation: OPERATIONS,
    result: RESULTS,
  });
}

/** The same keys, of which every signature is measured, a failed one too. */
export function meteredKeys(keys: SigningKeys, metrics: Metrics): SigningKeys {
  const times = keyOperations(metrics);
  const series = {
    ok: times.series({ operation: 'sign', result: 'ok' }),
    failed: times.series({ operation: 'sign', result: 'failed' }),
  };
  return {
    protection: keys.protection,
    has: (name) => keys.has(name),
    loadOrCreate: async (name, kind) => metered(await keys.loadOrCreate(name, kind), series),
  };
}

function metered(key: SigningKey, series: { readonly ok: Series; readonly failed: Series }): SigningKey {
  const timed = (sign: () => Uint8Array): Uint8Array => {
    const elapsed = stopwatch();
    let of = series.failed;
    try {
      const signature = sign();
      of = series.ok;
      return signature;
    } finally {
      of.observe(elapsed() / 1000);
    }
  };
  return {
    ...key,
    sign: (bytes) => timed(() => key.sign(bytes)),
    signBeside: async (bytes) => {
      const elapsed = stopwatch();
      let of = series.failed;
      try {
        const signature = await key.signBeside(bytes);
        of = series.ok;
        return signature;
      } finally {
        of.observe(elapsed() / 1000);
      }
    },
    begin: () => {
      const signing = key.begin();
      return { update: signing.update, sign: () => timed(() => signing.sign()) };
    },
  };
}
