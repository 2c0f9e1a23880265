import type { Page } from 'playwright-core';

/** Called once on a light theme and once on a dark one. */
type Look = (theme: 'light' | 'dark') => Promise<void>;

/**
 * Shows the page in forced colours, on a light theme and on a dark one, and puts it back. Finds controls that only their
 * background had marked as such and icons that cannot be seen; the rest is for the eye, in `look`.
 * @returns one line a fault, empty is good
 */
export async function forcedColours(page: Page, look?: Look): Promise<string[]> {
  const faults: string[] = [];
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ forcedColors: 'active', colorScheme });
      faults.push(...(await page.evaluate(lostInForcedColours)).map((fault) => `${colorScheme}: ${fault}`));
      await look?.(colorScheme);
    }
    return faults;
  } finally {
    await page.emulateMedia({ forcedColors: null, colorScheme: null });
  }
}

/** Runs inside the page. */
function lostInForcedColours(): string[] {
  const faults: string[] = [];
  // The page's own ground, which is not written anywhere.
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.backgroundColor = 'Canvas';
  const canvas = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const controls = 'button, [role=button], a[href], input:not([type=hidden]), select, textarea, summary';
  for (const element of document.querySelectorAll(controls)) {
    if (element.checkVisibility() && !hasEdge(element) && !hasUnderline(element))
      faults.push(`${nameOf(element)} looks like text`);
  }
  for (const icon of document.querySelectorAll('svg.kz-icon')) {
    const { stroke } = getComputedStyle(icon);
    if (icon.checkVisibility() && contrast(stroke, groundOf(icon)) < 3)
      faults.push(`${nameOf(icon)} cannot be told from its ground`);
  }
  return faults;

  function hasEdge(element: Element): boolean {
    const style = getComputedStyle(element);
    const sides = ['top', 'right', 'bottom', 'left'].map((side) => ({
      width: Number.parseFloat(style.getPropertyValue(`border-${side}-width`)),
      colour: style.getPropertyValue(`border-${side}-color`),
    }));
    const ground = groundOf(element.parentElement);
    return sides.some(({ width, colour }) => width >= 1 && !isClear(colour) && colour !== ground);
  }

  function hasUnderline(element: Element): boolean {
    return [element, ...element.querySelectorAll('*')].some((part) =>
      getComputedStyle(part).textDecorationLine.includes('underline'),
    );
  }

  function groundOf(element: Element | null): string {
    if (element === null) return canvas;
    const { backgroundColor } = getComputedStyle(element);
    return isClear(backgroundColor) ? groundOf(element.parentElement) : backgroundColor;
  }

  /** WCAG 2, of two colours without transparency. */
  function contrast(one: string, other: string): number {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  function luminance(colour: string): number {
    const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((text) => {
      const part = Number(text) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function isClear(colour: string): boolean {
    return colour === 'transparent' || /^rgba\(.*, 0\)$/.test(colour);
  }

  function nameOf(element: Element): string {
    const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30);
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> “${words}”`;
  }
}
