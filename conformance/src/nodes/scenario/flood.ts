import { setTimeout as sleep } from 'node:timers/promises';
import { faultsOf, floodOf, type Kind, onPlace, type Place, p, quietly, violation } from './flooded-place.ts';
import type { Proof, Scenario } from './scenario.ts';

/** As many connections as whoever floods has. */
const CONNECTIONS = 800;
/** From so many logins on a run is long enough for its slowest requests to be judged. */
const TIMED_FROM = 400;
/** How many times the quiet figure one of a hundred requests of the others may take while somebody floods. */
const TIMES = 2;
/** In a short run, on a machine that has other things to do: how many times the quiet figure, and at least milliseconds, half of them may. */
const SHORT_TIMES = 8;
const SHORT_MS = 100;
const KINDS: readonly Kind[] = ['browsers', 'tokens', 'forged', 'one-address'];

interface Rounds {
  readonly quiet: number[];
  readonly loud: number[];
  refused: number;
  answered: number;
  readonly faults: string[];
}

/** Rounds of quiet and flood alternate, so that a neighbour's work is in both. */
async function rounds(place: Place, kind: Kind, { logins, timed }: { logins: number; timed: boolean }) {
  const seen: Rounds = { quiet: [], loud: [], refused: 0, answered: 0, faults: [] };
  const count = timed ? 3 : 1;
  const going = { logins: Math.ceil(logins / KINDS.length / count / 2), everyMs: 40 };
  for (let round = 0; round < count; round += 1) {
    const before = await quietly(place, going);
    const flood = await floodOf(place, [kind], CONNECTIONS);
    // The first moment is the limiter's own: it learns what it can do.
    await sleep(300);
    const during = await quietly(place, going);
    const flooded = await flood.stop();
    seen.quiet.push(...before.took);
    seen.loud.push(...during.took);
    seen.refused += (flooded.statuses['429'] ?? 0) + (flooded.statuses['503'] ?? 0);
    seen.answered += (flooded.statuses['303'] ?? 0) + (flooded.statuses['400'] ?? 0);
    seen.faults.push(...before.stopped, ...during.stopped, ...faultsOf(flooded));
    if (timed) await sleep(1_000);
  }
  return seen;
}

export const FLOOD: Scenario = {
  name: 'flood',
  summary:
    'one client’s browsers, its token requests, or one address ask without end; everybody else logs in as before',
  run: (options) =>
    onPlace(options, {}, async (place) => {
      const timed = options.logins >= TIMED_FROM;
      const violations: Proof['violations'][number][] = [];
      const counts: Record<string, number> = {};
      const doubts: string[] = [];
      if (timed) await quietly(place, { logins: 300, everyMs: 10 });
      for (const kind of KINDS) {
        const { quiet, loud, refused, answered, faults } = await rounds(place, kind, { ...options, timed });
        for (const fault of faults) violations.push(violation(kind, fault));
        const [calm, storm] = [p(0.99, quiet), p(0.99, loud)];
        const [half, halfLoud] = [p(0.5, quiet), p(0.5, loud)];
        counts[`${kind}: p50 quiet, µs`] = Math.round(half * 1000);
        counts[`${kind}: p50 flooded, µs`] = Math.round(halfLoud * 1000);
        counts[`${kind}: p99 quiet, µs`] = Math.round(calm * 1000);
        counts[`${kind}: p99 flooded, µs`] = Math.round(storm * 1000);
        counts[`${kind}: p99 flooded, % of quiet`] = Math.round((100 * storm) / calm);
        counts[`${kind}: flood refused`] = refused;
        counts[`${kind}: flood answered`] = answered;
        options.onProgress(
          `${kind}: p99 ${calm.toFixed(1)} ms quiet, ${storm.toFixed(1)} ms flooded: ${(storm / calm).toFixed(2)} times`,
        );
        if (timed && storm > TIMES * calm)
          violations.push(violation(kind, `p99 ${storm.toFixed(1)} ms, quiet ${calm.toFixed(1)} ms`));
        if (!timed && halfLoud > Math.max(SHORT_TIMES * half, SHORT_MS))
          violations.push(violation(kind, `p50 ${halfLoud.toFixed(1)} ms, quiet ${half.toFixed(1)} ms`));
        if (refused === 0) doubts.push(`${kind}: nothing was refused, so it was no flood`);
      }
      return { violations, counts, doubts };
    }),
};
