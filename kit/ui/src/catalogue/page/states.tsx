import type { ReactNode } from 'react';

/** States that only a pointer or the keyboard brings about. */
const STATES = ['hover', 'focus-visible', 'active'] as const;

const CONTROLS = ':is(a, button, input, select, summary)';

/** What is inside looks as if the pointer or the focus were on it. */
export function Shown({ state, children }: { state: (typeof STATES)[number]; children: ReactNode }) {
  return <div className={`shown-${state}`}>{children}</div>;
}

/**
 * Teaches every rule of the page to hold for what is shown in a state too, so that the catalogue shows the very rules and no
 * copy of them. Through the object model, which the content security policy allows.
 */
export function showStates(sheets: Iterable<CSSStyleSheet>): void {
  for (const sheet of sheets) for (const rule of sheet.cssRules) extend(rule);
}

function extend(rule: CSSRule): void {
  if (rule instanceof CSSStyleRule) {
    const selector = STATES.reduce(
      (text, state) => text.replaceAll(`:${state}`, `:is(:${state}, .shown-${state} ${CONTROLS})`),
      rule.selectorText,
    );
    if (selector !== rule.selectorText) rule.selectorText = selector;
  }
  if ('cssRules' in rule) for (const inner of rule.cssRules as CSSRuleList) extend(inner);
}
