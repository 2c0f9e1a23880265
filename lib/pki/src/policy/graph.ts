import type { PolicyMapping } from '../extension/index.ts';
import { OID } from '../oid.ts';

export const ANY_POLICY = OID.anyPolicy;

interface PolicyNode {
  readonly policy: string;
  readonly depth: number;
  /** Policies of the next certificate that satisfy this one. */
  expected: readonly string[];
  readonly parents: readonly PolicyNode[];
  children: number;
}

type Level = Map<string, PolicyNode>;

/**
 * The valid policy graph of RFC 9618 section 3.4. A level for each certificate, a node for each of its policies, edges
 * to the nodes of the level before that it satisfies. A node counts only as long as it has a descendant in the last level.
 */
export class PolicyGraph {
  readonly #levels: Level[] = [new Map([[ANY_POLICY, nodeOf(ANY_POLICY, 0, [])]])];

  /** No policy is left: RFC's "NULL". Nothing makes it grow again. */
  get isEmpty(): boolean {
    return this.#last.size === 0;
  }

  get #last(): Level {
    return this.#levels[this.#levels.length - 1] as Level;
  }

  /** Takes in the next certificate's policies; `anyAllowed` says whether its anyPolicy counts. RFC 5280 6.1.3 (d). */
  add(policies: readonly string[], anyAllowed: boolean): void {
    const before = this.#last;
    const expecting = expectingNodes(before);
    const depth = this.#levels.length;
    const level: Level = new Map();
    const any = before.get(ANY_POLICY);
    for (const policy of policies) {
      const parents = expecting.get(policy) ?? (any && [any]);
      if (policy !== ANY_POLICY && parents) level.set(policy, nodeOf(policy, depth, parents));
    }
    if (anyAllowed && policies.includes(ANY_POLICY)) {
      for (const [policy, parents] of expecting) {
        if (!level.has(policy)) level.set(policy, nodeOf(policy, depth, parents));
      }
    }
    this.#levels.push(level);
    for (const node of before.values()) if (node.children === 0) this.#remove(node);
  }

  /** The certificate has no policies: whatever was valid before no longer is. RFC 5280 6.1.3 (e). */
  clear(): void {
    for (const level of this.#levels) level.clear();
  }

  /** The last certificate names the policies of the next one otherwise. RFC 5280 6.1.4 (b)(1). */
  map(mappings: readonly PolicyMapping[]): void {
    const level = this.#last;
    const any = level.get(ANY_POLICY);
    for (const [policy, pairs] of Map.groupBy(mappings, ({ issuerPolicy }) => issuerPolicy)) {
      const expected = [...new Set(pairs.map(({ subjectPolicy }) => subjectPolicy))];
      const node = level.get(policy) ?? (any && this.#besideAny(policy, any));
      if (node) node.expected = expected;
    }
  }

  /** Mappings are forbidden: the policies that would be mapped are given up. RFC 5280 6.1.4 (b)(2). */
  dropMapped(mappings: readonly PolicyMapping[]): void {
    for (const { issuerPolicy } of mappings) {
      const node = this.#last.get(issuerPolicy);
      if (node) this.#remove(node);
    }
  }

  /** The policies, in the first certificate's terms, that hold to the end; anyPolicy among them stands for all. RFC 5280 6.1.5 (g)(iii). */
  validPolicies(): Set<string> {
    const valid = new Set<string>();
    if (this.isEmpty) return valid;
    for (const level of this.#levels.slice(1)) {
      for (const { policy, parents } of level.values()) {
        if (policy !== ANY_POLICY && parents.some((parent) => parent.policy === ANY_POLICY))
          valid.add(policy);
      }
    }
    if (this.#last.has(ANY_POLICY)) valid.add(ANY_POLICY);
    return valid;
  }

  #besideAny(policy: string, any: PolicyNode): PolicyNode {
    const node = nodeOf(policy, any.depth, any.parents);
    this.#last.set(policy, node);
    return node;
  }

  /** And every ancestor that is thereby left without a child. */
  #remove(node: PolicyNode): void {
    const gone = [node];
    for (let next = gone.pop(); next !== undefined; next = gone.pop()) {
      this.#levels[next.depth]?.delete(next.policy);
      for (const parent of next.parents) if (--parent.children === 0) gone.push(parent);
    }
  }
}

function nodeOf(policy: string, depth: number, parents: readonly PolicyNode[]): PolicyNode {
  for (const parent of parents) parent.children++;
  return { policy, depth, expected: [policy], parents, children: 0 };
}

function expectingNodes(level: Level): Map<string, PolicyNode[]> {
  const expecting = new Map<string, PolicyNode[]>();
  for (const node of level.values()) {
    for (const policy of node.expected) {
      const nodes = expecting.get(policy);
      if (nodes) nodes.push(node);
      else expecting.set(policy, [node]);
    }
  }
  return expecting;
}
