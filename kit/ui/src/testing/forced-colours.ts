import type { Page } from 'playwright-core';

/**
 * Shows the page in forced colours (a high-contrast theme), looks, and puts it back. Finds controls that only their
 * background had marked as such and icons that cannot be seen; the rest is for the eye, in `look`.
 * @returns one line a fault, empty is good
 */
export async function forcedColours(page: Page, look?: () => Promise<void>): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' });
  try {
    const faults = await page.evaluate(lostInForcedColours);
    await look?.();
    return faults;
  } finally {
    await page.emulateMedia({ forcedColors: null });
  }
}

/** Runs inside the page. */
function lostInForcedColours(): string[] {
  const faults: string[] = [];
  const controls = 'button, [role=button], a[href], input:not([type=hidden]), select, textarea, summary';
  for (const element of document.querySelectorAll(controls)) {
    if (element.checkVisibility() && !hasEdge(element) && !hasUnderline(element))
      faults.push(`${nameOf(element)} looks like text`);
  }
  for (const icon of document.querySelectorAll('svg.kz-icon')) {
    const { stroke } = getComputedStyle(icon);
    if (icon.checkVisibility() && stroke === groundOf(icon))
      faults.push(`${nameOf(icon)} has the colour of its ground`);
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
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return isClear(backgroundColor) ? groundOf(element.parentElement) : backgroundColor;
  }

  function isClear(colour: string): boolean {
    return colour === 'transparent' || /^rgba\(.*, 0\)$/.test(colour);
  }

  function nameOf(element: Element): string {
    const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30);
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> “${words}”`;
  }
}
