import { type Clock, stopwatch } from '@kazasu/server/clock';
import type { Metrics } from '@kazasu/server/metrics';
import { inSpan } from '@kazasu/server/trace';
import { type AuthorityClient, AuthorityUnreachable } from './authority-client.ts';

const CALLS = [
  'crl',
  'crlStream',
  'ocsp',
  'lineage',
  'trust',
  'giveConsent',
  'latestItems',
  'ownUsage',
] as const satisfies readonly (keyof AuthorityClient)[];
const RESULTS = [
  'ok',
  'authority/unreachable',
  'authority/refused',
  'authority/malformed',
  'failed',
] as const;

/** The same client, of which every call is measured, and when the authority last answered is known. */
export function measured(
  client: AuthorityClient,
  { metrics, clock }: { readonly metrics: Metrics; readonly clock: Clock },
): AuthorityClient {
  const times = metrics.histogram('authority_call_duration_seconds', 'Calls to the authority', {
    call: CALLS,
    result: RESULTS,
  });
  let answeredAt: number | undefined;
  metrics.gauge(
    'authority_last_answer_timestamp_seconds',
    'When the authority last answered, in seconds since 1970',
    {},
    () => answeredAt,
  );
  const timed = <Given extends readonly unknown[], Answer>(
    call: (typeof CALLS)[number],
    ask: (...given: Given) => Promise<Answer>,
  ) => {
    return async (...given: Given): Promise<Answer> => {
      const elapsed = stopwatch();
      let result: (typeof RESULTS)[number] = 'ok';
      try {
        return await inSpan('authority', { 'kazasu.call': call }, () => ask(...given));
      } catch (error) {
        result = error instanceof AuthorityUnreachable ? error.code : 'failed';
        throw error;
      } finally {
        times.series({ call, result }).observe(elapsed() / 1000);
        if (result === 'ok') answeredAt = clock.now() / 1000;
      }
    };
  };
  return {
    crl: timed('crl', client.crl),
    crlStream: timed('crlStream', client.crlStream),
    ocsp: timed('ocsp', client.ocsp),
    lineage: timed('lineage', client.lineage),
    trust: timed('trust', client.trust),
    giveConsent: timed('giveConsent', client.giveConsent),
    latestItems: timed('latestItems', client.latestItems),
    ownUsage: timed('ownUsage', client.ownUsage),
  };
}
