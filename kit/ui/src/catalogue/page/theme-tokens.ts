/** The theme's variables for colours, corners and shadows, in the order in which the style sheet declares them. */
export function themeTokens(sheets: Iterable<CSSStyleSheet>): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const sheet of sheets) for (const rule of sheet.cssRules) collect(rule, tokens);
  return tokens;
}

function collect(rule: CSSRule, tokens: Map<string, string>): void {
  if (rule instanceof CSSStyleRule && /:root/.test(rule.selectorText)) {
    for (const name of rule.style) {
      const value = rule.style.getPropertyValue(name).trim();
      if (/^--(color|radius|shadow)-/.test(name)) tokens.set(name, value);
    }
  }
  if ('cssRules' in rule) for (const inner of rule.cssRules as CSSRuleList) collect(inner, tokens);
}

/** WCAG 2's ratio of a colour to white; undefined for what is not written as `#rrggbb` or `#rgb`. */
export function contrastOnWhite(colour: string): number | undefined {
  const [, long, short] = /^#(?:([0-9a-f]{6})|([0-9a-f]{3}))$/i.exec(colour) ?? [];
  const hex = long ?? short?.replace(/./g, '$&$&');
  if (hex === undefined) return undefined;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
