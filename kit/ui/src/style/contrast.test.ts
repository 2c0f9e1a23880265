import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import tokens from '@digital-go-jp/design-tokens';

/** The package's own types describe another file than the one it exports. */
const TOKENS = tokens as unknown as {
  Color: { Primitive: { Blue: { readonly [step: string]: { readonly $value: string } } } };
};

const THEME = readFileSync(
  fileURLToPath(import.meta.resolve('@digital-go-jp/tailwind-theme-plugin/v4')),
  'utf8',
);

/** The value of `--color-<name>` in the theme that our style sheets use. */
function colour(name: string): string {
  const value = new RegExp(`--color-${name}:\\s*(#[0-9a-f]{6})`).exec(THEME)?.[1];
  assert.ok(value !== undefined, `the theme has no colour ${name}`);
  return value;
}

test('the theme has the very colours of the design tokens', () => {
  const blue: { readonly [step: string]: { readonly $value: string } } = TOKENS.Color.Primitive.Blue;
  const steps = Object.entries(blue);
  assert.ok(steps.length >= 13);
  for (const [step, token] of steps) assert.equal(colour(`blue-${step}`), token.$value);
});

/** Text and what it stands on, as the component classes combine them. */
const TEXT_PAIRS = [
  ['solid-gray-800', 'white', 'body'],
  ['solid-gray-700', 'white', 'small and support text'],
  ['solid-gray-700', 'solid-gray-50', 'footer'],
  ['white', 'blue-900', 'button'],
  ['white', 'blue-1000', 'button under the pointer'],
  ['blue-900', 'white', 'outlined button'],
  ['blue-1000', 'blue-200', 'outlined button under the pointer'],
  ['blue-1000', 'white', 'link'],
  ['blue-1000', 'yellow-300', 'link in focus'],
  ['magenta-900', 'white', 'visited link'],
  ['orange-800', 'white', 'pressed link'],
  ['error-2', 'white', 'error text'],
  ['solid-gray-800', 'yellow-50', 'warning'],
  ['yellow-1200', 'yellow-50', 'yellow badge'],
  ['green-900', 'white', 'green badge'],
  ['red-900', 'white', 'red badge'],
  ['solid-gray-900', 'blue-50', 'row and key under the pointer'],
] as const;

for (const [text, ground, where] of TEXT_PAIRS) {
  test(`text of ${where} has a contrast of at least 4.5 (WCAG 1.4.3)`, () => {
    assert.ok(contrast(colour(text), colour(ground)) >= 4.5, String(contrast(colour(text), colour(ground))));
  });
}

/** Edges that tell where a control is. */
const EDGE_PAIRS = [
  ['solid-gray-600', 'white', 'field'],
  ['solid-gray-536', 'white', 'PIN place'],
  ['solid-gray-420', 'white', 'key'],
  ['warning-yellow-2', 'yellow-50', 'warning'],
  ['success-2', 'white', 'success'],
  ['black', 'white', 'focus outline'],
  ['black', 'yellow-300', 'focus outline beside its ring'],
] as const;

for (const [edge, ground, where] of EDGE_PAIRS) {
  test(`the edge of ${where} has a contrast of at least 3 (WCAG 1.4.11)`, () => {
    assert.ok(contrast(colour(edge), colour(ground)) >= 3, String(contrast(colour(edge), colour(ground))));
  });
}

test('the contrast formula gives the known extremes', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54');
});

/** WCAG 2, contrast ratio of two colours. */
function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
