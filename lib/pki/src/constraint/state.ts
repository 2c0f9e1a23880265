import { type Certificate, extensionOf } from '../certificate.ts';
import { NAME_CONSTRAINTS } from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import type { Subtree } from './form.ts';
import { formOf, readySubtree } from './forms.ts';

/** Subtrees by the form of name they speak of. */
export type SubtreeSet = ReadonlyMap<string, readonly Subtree[]>;

/** What the certificates above allow: `permitted_subtrees` and `excluded_subtrees` of RFC 5280 6.1.2 (b), (c). */
export interface NameConstraintsState {
  /** A name must lie within one subtree of each set that speaks of its form: that is the intersection. */
  readonly permitted: readonly SubtreeSet[];
  /** A name may lie within none of any: that is the union. */
  readonly excluded: readonly SubtreeSet[];
  /** Comparisons of a name with a subtree made so far on this path. */
  readonly comparisons: number;
}

/** The state at the beginning of a path, with the caller's own constraints (RFC 5280 6.1.1 (h), (i)). */
export function initialNameConstraints(
  permitted?: readonly GeneralName[],
  excluded?: readonly GeneralName[],
): NameConstraintsState {
  return {
    permitted: permitted === undefined ? [] : [setOf(permitted)],
    excluded: excluded === undefined ? [] : [setOf(excluded)],
    comparisons: 0,
  };
}

/** RFC 5280 6.1.4 (g): what holds below this certificate. For an anchor whose own constraints are to count, too. */
export function narrowed(state: NameConstraintsState, certificate: Certificate): NameConstraintsState {
  const constraints = extensionOf(certificate, NAME_CONSTRAINTS);
  if (constraints === undefined) return state;
  const { permitted, excluded } = constraints;
  return {
    permitted: permitted === undefined ? state.permitted : [...state.permitted, setOf(permitted)],
    excluded: excluded === undefined ? state.excluded : [...state.excluded, setOf(excluded)],
    comparisons: state.comparisons,
  };
}

function setOf(bases: readonly GeneralName[]): SubtreeSet {
  const sets = new Map<string, Subtree[]>();
  for (const base of bases) {
    const form = formOf(base);
    const known = sets.get(form);
    if (known === undefined) sets.set(form, [readySubtree(base)]);
    else known.push(readySubtree(base));
  }
  return sets;
}
