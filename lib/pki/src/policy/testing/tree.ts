import type { PolicyInputs, PolicyStep } from '../process.ts';

const ANY = '2.5.29.32.0';

interface TreeNode {
  readonly depth: number;
  readonly policy: string;
  expected: readonly string[];
  readonly parent: TreeNode | undefined;
}

/**
 * RFC 5280 section 6.1, read off the page step by step: a list of nodes, each with one parent. Returns undefined if
 * the path fails, else the policies of the valid_policy_node_set within the user-initial-policy-set, sorted.
 */
export function treePolicies(
  path: readonly PolicyStep[],
  inputs: Omit<PolicyInputs, 'anchor'>,
): readonly string[] | undefined {
  const n = path.length;
  let tree: TreeNode[] = [{ depth: 0, policy: ANY, expected: [ANY], parent: undefined }];
  let explicitPolicy = inputs.requireExplicitPolicy ? 0 : n + 1;
  let policyMapping = inputs.inhibitPolicyMapping ? 0 : n + 1;
  let inhibitAny = inputs.inhibitAnyPolicy ? 0 : n + 1;
  for (const [index, certificate] of path.entries()) {
    const i = index + 1;
    if (certificate.policies === undefined) tree = [];
    else if (tree.length > 0) tree = level(tree, i, n, certificate, inhibitAny);
    if (explicitPolicy === 0 && tree.length === 0) return undefined;
    if (i === n) break;
    const mappings = certificate.mappings ?? [];
    if (mappings.some((pair) => pair.issuerPolicy === ANY || pair.subjectPolicy === ANY)) return undefined;
    for (const issuerPolicy of new Set(mappings.map((pair) => pair.issuerPolicy))) {
      const subjects = mappings
        .filter((pair) => pair.issuerPolicy === issuerPolicy)
        .map((p) => p.subjectPolicy);
      const nodes = tree.filter((node) => node.depth === i && node.policy === issuerPolicy);
      const any = tree.find((node) => node.depth === i && node.policy === ANY);
      if (policyMapping > 0) {
        for (const node of nodes) node.expected = subjects;
        if (nodes.length === 0 && any) {
          tree.push({ depth: i, policy: issuerPolicy, expected: subjects, parent: any.parent });
        }
      } else {
        tree = pruned(
          tree.filter((node) => !nodes.includes(node)),
          i,
        );
      }
    }
    if (!certificate.selfIssued) {
      if (explicitPolicy > 0) explicitPolicy--;
      if (policyMapping > 0) policyMapping--;
      if (inhibitAny > 0) inhibitAny--;
    }
    explicitPolicy = Math.min(explicitPolicy, certificate.requireExplicitPolicy ?? explicitPolicy);
    policyMapping = Math.min(policyMapping, certificate.inhibitPolicyMapping ?? policyMapping);
    inhibitAny = Math.min(inhibitAny, certificate.inhibitAnyPolicy ?? inhibitAny);
  }
  if (explicitPolicy > 0) explicitPolicy--;
  if (path[n - 1]?.requireExplicitPolicy === 0) explicitPolicy = 0;
  const found = userConstrained(tree, n, inputs.policies ?? [ANY]);
  return explicitPolicy > 0 || found.length > 0 ? found : undefined;
}

function level(tree: readonly TreeNode[], i: number, n: number, certificate: PolicyStep, inhibitAny: number) {
  const before = tree.filter((node) => node.depth === i - 1);
  const added: TreeNode[] = [];
  const asserted = certificate.policies ?? [];
  const add = (policy: string, parent: TreeNode) =>
    added.push({ depth: i, policy, expected: [policy], parent });
  for (const policy of asserted) {
    if (policy === ANY) continue;
    const matching = before.filter((node) => node.expected.includes(policy));
    for (const node of matching) add(policy, node);
    if (matching.length > 0) continue;
    for (const node of before) if (node.policy === ANY) add(policy, node);
  }
  if (asserted.includes(ANY) && (inhibitAny > 0 || (i < n && certificate.selfIssued))) {
    for (const node of before) {
      for (const policy of node.expected) {
        if (!added.some((child) => child.parent === node && child.policy === policy)) add(policy, node);
      }
    }
  }
  return pruned([...tree, ...added], i);
}

/** Nodes above depth i without a child go, until none is left without. */
function pruned(tree: readonly TreeNode[], i: number): TreeNode[] {
  const kept = tree.filter((node) => node.depth >= i || tree.some((child) => child.parent === node));
  return kept.length === tree.length ? kept : pruned(kept, i);
}

function userConstrained(tree: readonly TreeNode[], n: number, initial: readonly string[]): string[] {
  const nodeSet = tree.filter((node) => node.policy !== ANY && node.parent?.policy === ANY);
  const found = new Set(nodeSet.map((node) => node.policy));
  const endsInAny = tree.some((node) => node.depth === n && node.policy === ANY);
  if (initial.includes(ANY)) {
    if (endsInAny) found.add(ANY);
    return [...found].sort();
  }
  return initial.filter((policy) => found.has(policy) || endsInAny).sort();
}
