/**
 * The protocol alone: the authorization-code flow at our provider on each of its stores, at npm oidc-provider in memory, and at a
 * floor: the least that a correct flow must do, on node:http and node:crypto. No card: the person agrees at once, at all of them.
 * Each server has a process and a core of its own, the load another; phases in turn, so that the token endpoint and userinfo have
 * figures of their own. Counted in processor time of the server, which neighbours disturb least; flows a second beside it.
 */
export { FLOW_LANES, type FlowBenchOptions, runFlowBench } from './run.ts';
