import type { PolicyMapping } from '../extension/index.ts';
import { ANY_POLICY, PolicyGraph } from './graph.ts';

/** What one certificate says about policies; undefined where the extension or field is absent. */
export interface PolicyStep {
  readonly policies: readonly string[] | undefined;
  readonly mappings: readonly PolicyMapping[] | undefined;
  readonly requireExplicitPolicy: number | undefined;
  readonly inhibitPolicyMapping: number | undefined;
  readonly inhibitAnyPolicy: number | undefined;
  readonly selfIssued: boolean;
}

/** The initial state of RFC 5280 section 6.1.1 (c), (e)-(g). */
export interface PolicyInputs {
  /** user-initial-policy-set; anyPolicy or absent: every policy will do. */
  readonly policies?: readonly string[] | undefined;
  readonly requireExplicitPolicy?: boolean | undefined;
  readonly inhibitPolicyMapping?: boolean | undefined;
  readonly inhibitAnyPolicy?: boolean | undefined;
  /** The trust anchor's certificate, whose demands narrow what follows (RFC 5937 section 3.2). */
  readonly anchor?: PolicyStep | undefined;
}

/** `index` counts from the anchor's side, 0 the first certificate after the anchor. */
export interface PolicyFailure {
  readonly reason: 'not-asserted' | 'any-policy-mapped';
  readonly index: number;
}

export interface PolicyOutcome {
  readonly failure: PolicyFailure | undefined;
  /** user-constrained-policy-set, sorted; empty if no policy holds to the end, or after a failure. */
  readonly policies: readonly string[];
}

interface State {
  readonly graph: PolicyGraph;
  explicitPolicy: number;
  policyMapping: number;
  inhibitAnyPolicy: number;
}

/**
 * Runs the policy steps of RFC 5280 section 6.1 (with RFC 9618) over a path, the certificate that the anchor issued
 * first. Work and memory grow with the certificates' sizes and the length of the path, never with products of them.
 */
export function processPolicies(path: readonly PolicyStep[], inputs: PolicyInputs): PolicyOutcome {
  const state = initialState(path.length, inputs);
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    take(step, last, state);
    if (state.explicitPolicy === 0 && state.graph.isEmpty) return failed('not-asserted', index);
    if (last) continue;
    if (mapsAnyPolicy(step)) return failed('any-policy-mapped', index);
    prepare(step, state);
  }
  return wrapUp(path, inputs, state);
}

/** RFC 5280 6.1.2 (d)-(f). */
function initialState(length: number, inputs: PolicyInputs): State {
  const state = {
    graph: new PolicyGraph(),
    explicitPolicy: inputs.requireExplicitPolicy ? 0 : length + 1,
    policyMapping: inputs.inhibitPolicyMapping ? 0 : length + 1,
    inhibitAnyPolicy: inputs.inhibitAnyPolicy ? 0 : length + 1,
  };
  if (inputs.anchor) narrow(inputs.anchor, state);
  return state;
}

/** RFC 5280 6.1.3 (d)-(e). */
function take({ policies, selfIssued }: PolicyStep, last: boolean, state: State): void {
  if (policies === undefined) state.graph.clear();
  else if (!state.graph.isEmpty) {
    state.graph.add(policies, state.inhibitAnyPolicy > 0 || (selfIssued && !last));
  }
}

/** RFC 5280 6.1.4 (a). */
function mapsAnyPolicy({ mappings = [] }: PolicyStep): boolean {
  return mappings.some(
    ({ issuerPolicy, subjectPolicy }) => issuerPolicy === ANY_POLICY || subjectPolicy === ANY_POLICY,
  );
}

/** RFC 5280 6.1.4 (b), (h)-(j). */
function prepare(step: PolicyStep, state: State): void {
  if (step.mappings && !state.graph.isEmpty) {
    if (state.policyMapping > 0) state.graph.map(step.mappings);
    else state.graph.dropMapped(step.mappings);
  }
  if (!step.selfIssued) {
    state.explicitPolicy = Math.max(0, state.explicitPolicy - 1);
    state.policyMapping = Math.max(0, state.policyMapping - 1);
    state.inhibitAnyPolicy = Math.max(0, state.inhibitAnyPolicy - 1);
  }
  narrow(step, state);
}

function narrow(step: PolicyStep, state: State): void {
  state.explicitPolicy = Math.min(state.explicitPolicy, step.requireExplicitPolicy ?? Infinity);
  state.policyMapping = Math.min(state.policyMapping, step.inhibitPolicyMapping ?? Infinity);
  state.inhibitAnyPolicy = Math.min(state.inhibitAnyPolicy, step.inhibitAnyPolicy ?? Infinity);
}

/** RFC 5280 6.1.5 (a), (b), (g). */
function wrapUp(path: readonly PolicyStep[], inputs: PolicyInputs, state: State): PolicyOutcome {
  const explicit = state.explicitPolicy <= 1 || path[path.length - 1]?.requireExplicitPolicy === 0;
  const policies = constrain(
    constrain(state.graph.validPolicies(), inputs.policies),
    inputs.anchor?.policies,
  );
  if (explicit && policies.size === 0) return failed('not-asserted', path.length - 1);
  return { failure: undefined, policies: [...policies].sort() };
}

/** What both allow; anyPolicy on one side leaves the other as it is. */
function constrain(valid: Set<string>, allowed: readonly string[] | undefined): Set<string> {
  if (allowed === undefined || allowed.includes(ANY_POLICY)) return valid;
  return valid.has(ANY_POLICY) ? new Set(allowed) : new Set(allowed.filter((policy) => valid.has(policy)));
}

function failed(reason: PolicyFailure['reason'], index: number): PolicyOutcome {
  return { failure: { reason, index }, policies: [] };
}
