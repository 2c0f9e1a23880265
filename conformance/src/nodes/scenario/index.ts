/** What is tried on many nodes, one scenario a file. Each says what must never be, what happened, and what would make its proof worthless. */
import { CLOCK } from './clock.ts';
import { CROSSING } from './crossing.ts';
import { FAILOVER } from './failover.ts';
import { FLOOD } from './flood.ts';
import { KILL_DATABASE, KILL_NODE } from './kill.ts';
import { NETWORK } from './network.ts';
import { OVERLOAD } from './overload.ts';
import { PARTITION } from './partition.ts';
import type { Scenario } from './scenario.ts';
import { SINGLE_USE } from './single-use.ts';

export const SCENARIOS: readonly Scenario[] = [
  ...CROSSING,
  SINGLE_USE,
  KILL_NODE,
  KILL_DATABASE,
  FAILOVER,
  NETWORK,
  PARTITION,
  CLOCK,
  FLOOD,
  OVERLOAD,
];
export type { Proof, Scenario, ScenarioOptions } from './scenario.ts';
