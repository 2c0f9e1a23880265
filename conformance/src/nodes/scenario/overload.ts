import { setTimeout as sleep } from 'node:timers/promises';
import { faultsOf, floodOf, onPlace, type Place, p, quietly, violation } from './flooded-place.ts';
import type { Proof, Scenario } from './scenario.ts';

/** From so many logins on a run is long: a minute of overload, whose size is judged. */
const LONG_FROM = 400;
const LONG_MS = 60_000;
const SHORT_MS = 1_500;
/** With so many at once a node is at its limit, and nobody is refused yet. */
const SUSTAINED = 32;
const OVERLOADED = 3_000;
const RECOVERED_MS = 5_000;
/** Of a request, in the quiet after the storm: how many times what it took before. */
const AS_BEFORE = 2;

/** Milliseconds from the end of the overload until three logins in a row go through, each as quick as before. */
async function recovery(place: Place, before: number): Promise<number> {
  const start = performance.now();
  let well = 0;
  let since = start;
  while (well < 3 && performance.now() - start < 3 * RECOVERED_MS) {
    const begun = performance.now();
    const { stopped, took } = await quietly(place, { logins: 1, everyMs: 0 });
    if (stopped.length > 0 || p(0.5, took) > AS_BEFORE * before) well = 0;
    else {
      if (well === 0) since = begun;
      well += 1;
    }
  }
  return well < 3 ? Number.POSITIVE_INFINITY : since - start;
}

export const OVERLOAD: Scenario = {
  name: 'overload',
  summary:
    'ten times what a node can do comes to it for a minute: nothing but 429 and 503, and all is well within 5 s',
  run: (options) =>
    onPlace(options, {}, async (place) => {
      const long = options.logins >= LONG_FROM;
      const before = await quietly(place, { logins: long ? 50 : 3, everyMs: 40 });
      const steady = await floodOf(place, ['browsers'], SUSTAINED);
      await sleep(long ? 10_000 : 700);
      const sustained = await steady.stop();
      const perSecond = (sustained.statuses['303'] ?? 0) / sustained.seconds;
      options.onProgress(`${perSecond.toFixed(0)} logins begun a second with ${SUSTAINED} at once`);
      const storm = await floodOf(place, ['browsers', 'tokens', 'one-address'], OVERLOADED);
      await sleep(long ? LONG_MS : SHORT_MS);
      const flooded = await storm.stop();
      const recoveredMs = await recovery(place, p(0.5, before.took));
      const total = Object.values(flooded.statuses).reduce((sum, count) => sum + count, 0);
      const [refused, unavailable] = [flooded.statuses['429'] ?? 0, flooded.statuses['503'] ?? 0];
      // Who waits for an answer is asking too: the load is what would have come had nobody been made to wait.
      const atOnce = OVERLOADED / SUSTAINED;
      const violations: Proof['violations'][number][] = [...before.stopped, ...faultsOf(flooded)].map(
        (fault) => violation('overload', fault),
      );
      if (recoveredMs > RECOVERED_MS) violations.push(violation('recovery', `${recoveredMs.toFixed(0)} ms`));
      return {
        violations,
        counts: {
          'sustained: begun a second': Math.round(perSecond),
          'overload: times as many at once': Math.round(atOnce),
          'overload: answers a second': Math.round(total / flooded.seconds),
          'overload: answers, % of what is sustained': Math.round(
            (100 * total) / flooded.seconds / perSecond,
          ),
          'overload: 429': refused,
          'overload: 503': unavailable,
          'overload: done': total - refused - unavailable,
          'recovery, ms': Math.round(recoveredMs),
        },
        doubts: refused + unavailable === 0 ? ['nothing was refused, so it was no overload'] : [],
      };
    }),
};
