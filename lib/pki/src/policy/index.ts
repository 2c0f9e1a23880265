/**
 * Certificate policies along a path, as RFC 9618 amends RFC 5280 section 6.1: a graph with at most one node for a
 * policy and depth, so that no mapping makes it grow exponentially. Owns the graph (`graph.ts`), the counters and
 * the order of the steps (`process.ts`). Knows no certificate: it gets their policies, mappings and constraints,
 * and hands back the policies under which the path is valid. Qualifiers it does not look at: `path/` does.
 */
export { ANY_POLICY } from './graph.ts';
export {
  type PolicyFailure,
  type PolicyInputs,
  type PolicyOutcome,
  type PolicyStep,
  processPolicies,
} from './process.ts';
