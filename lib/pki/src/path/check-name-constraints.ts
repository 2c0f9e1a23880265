import { applyNameConstraints, narrowed } from '../constraint/index.ts';
import { defineRule, failed, passed } from '../rule.ts';
import { anchorOf, type Chain, pathOf } from './chain.ts';

export const PATH_NAME_CONSTRAINTS = defineRule({
  id: 'path.nameConstraints',
  citation: 'RFC 5280 4.2.1.10, 6.1.3 (b)-(c), 6.1.4 (g); RFC 5937 3.2',
  title: {
    en: 'every name lies where the authorities above allow it',
    ja: 'すべての名前が、上位の認証局が許す範囲にあること',
  },
  reasons: {
    excluded: {
      en: 'a name lies within an excluded subtree',
      ja: '名前が、除外された範囲にあります',
    },
    'not-permitted': {
      en: 'a name lies outside every permitted subtree',
      ja: '名前が、許された範囲の外にあります',
    },
    'malformed-name': {
      en: 'a name that is constrained is malformed',
      ja: '制約を受ける名前の形式が正しくありません',
    },
    'malformed-constraint': {
      en: 'a constraint on a form of name that is in use is malformed',
      ja: '使われている種類の名前への制約の形式が正しくありません',
    },
    unprocessed: {
      en: 'a constraint on a form of name for which nobody here knows a rule',
      ja: '判定の規則がない種類の名前に制約があります',
    },
    budget: {
      en: 'more comparisons of names with constraints than any honest path needs',
      ja: '名前と制約の比較の回数が、通常の認証パスではありえない多さです',
    },
    demand: {
      en: 'the constraints that the caller demands are malformed',
      ja: '検証者が指定した名前の制約の形式が正しくありません',
    },
  },
});

/** From the anchor to the leaf; what stands in the anchor's certificate narrows too. The offending name stays out. */
export function checkNameConstraints(chain: Chain) {
  if (chain.constraints === undefined) return failed(PATH_NAME_CONSTRAINTS, 'demand');
  const { meter } = chain;
  const anchor = anchorOf(chain);
  const initial = { ...chain.constraints, comparisons: meter.comparisons };
  let state = anchor ? narrowed(initial, anchor) : initial;
  const path = pathOf(chain);
  for (let position = path.length - 1; position >= 0; position--) {
    const certificate = path[position];
    if (certificate === undefined) continue;
    const applied = applyNameConstraints(state, certificate, { final: position === 0 });
    state = applied.state;
    meter.comparisons = state.comparisons;
    if (applied.fault) {
      const { reason, form } = applied.fault;
      return failed(PATH_NAME_CONSTRAINTS, reason, { position, form });
    }
  }
  return passed(PATH_NAME_CONSTRAINTS);
}
