import { onGround } from './ground.ts';
import type { Scenario } from './scenario.ts';

/** Nothing fails here, so nothing is excused: every login comes to its end, with its own person's items. */
const crossing = (name: string, nodes: number): Scenario => ({
  name,
  summary: `people log in at once over ${nodes === 1 ? 'one node' : 'two nodes on one database'}; each relying party gets its own person, every time`,
  run: (options) =>
    onGround(options, { nodes }, async ({ crowd }) => {
      const { counts } = await crowd(0);
      return { counts, doubts: counts.logins === options.logins ? [] : ['not every login came to its end'] };
    }),
});

export const CROSSING: readonly Scenario[] = [crossing('crossing', 1), crossing('crossing-two', 2)];
