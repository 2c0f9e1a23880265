import type { Page } from 'playwright-core';

/** What a window of 1280 pixels becomes: WCAG 1.4.10 (400 %), 1.4.4 by zoom (200 %), and by text size alone. */
const WINDOWS = [
  { width: 320, views: [{ name: '320 px', fontSize: '' }] },
  {
    width: 640,
    views: [
      { name: '200 %', fontSize: '' },
      { name: 'text at 200 %', fontSize: '200%' },
    ],
  },
] as const;

/**
 * What does not fit when the page is magnified: it scrolls sideways, reaches out of the window, is cut off or runs out of
 * its box. One line a fault, empty is good. Window and text size are as before afterwards.
 */
export async function zoomFaults(page: Page): Promise<string[]> {
  const { page: faults } = await zoomFaultsOf(page, ['page'], async () => {});
  return faults;
}

/**
 * The same for a page that is there in several versions (languages, say): to give the window another size costs more than all that is
 * measured in it, so the versions are shown by turns in each.
 * @param versions the page is in the first one now, and is again afterwards
 */
export async function zoomFaultsOf<Version extends string>(
  page: Page,
  versions: readonly Version[],
  show: (version: Version) => Promise<void>,
): Promise<Record<Version, string[]>> {
  const before = page.viewportSize();
  const faults = Object.fromEntries(versions.map((one) => [one, []])) as unknown as Record<Version, string[]>;
  let shown = versions[0];
  const turnTo = async (version: Version | undefined) => {
    if (version !== undefined && version !== shown) await show(version);
    shown = version;
  };
  for (const { width, views } of WINDOWS) {
    await resize(page, { width, height: 800 });
    for (const version of shown === versions[0] ? versions : versions.toReversed()) {
      await turnTo(version);
      for (const { name, fontSize } of views) {
        const found = await page.evaluate(misfits, fontSize);
        faults[version].push(...found.map((fault) => `at ${name}: ${fault}`));
      }
    }
  }
  await turnTo(versions[0]);
  if (before !== null) await resize(page, before);
  return faults;
}

async function resize(page: Page, to: { readonly width: number; readonly height: number }): Promise<void> {
  const now = page.viewportSize();
  if (now?.width !== to.width || now.height !== to.height) await page.setViewportSize(to);
}

/**
 * Runs inside the page, when it has answered to its window. The size of the text is set through the object model, which a strict
 * content security policy allows, and taken back before anything is drawn.
 */
async function misfits(fontSize: string): Promise<string[]> {
  await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
  const root = document.documentElement;
  root.style.fontSize = fontSize;
  const faults: string[] = [];
  const wide = root.scrollWidth - root.clientWidth;
  if (wide > 1) faults.push(`the page scrolls sideways by ${wide} px`);
  for (const element of document.body.querySelectorAll('*')) {
    const fault = faultOf(element);
    if (
      fault !== undefined &&
      element.checkVisibility({ visibilityProperty: true }) &&
      !isHiddenFromEyes(element)
    )
      faults.push(`${nameOf(element)} ${fault}`);
  }
  root.style.fontSize = '';
  if (root.getAttribute('style') === '') root.removeAttribute('style');
  return faults;

  function faultOf(element: Element): string | undefined {
    const box = element.getBoundingClientRect();
    if (element.closest('svg') !== null && element.tagName !== 'svg') return undefined;
    if (
      box.width > 0 &&
      (box.right > innerWidth + 1 || box.left < -1) &&
      !scrollsSideways(element.parentElement)
    )
      return `reaches from ${Math.round(box.left)} to ${Math.round(box.right)} px`;
    if (!hasText(element) || element.matches('input, select, textarea, option')) return undefined;
    const { overflowX, overflowY, display, fontSize } = getComputedStyle(element);
    if (display === 'inline') return undefined;
    const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    // Letters are higher than lines that are set tight; that is not yet cut off.
    const tooHigh = element.scrollHeight - element.clientHeight > Number.parseFloat(fontSize) / 2;
    const tooWide = element.scrollWidth - element.clientWidth > 1;
    if ((tooWide && cuts(overflowX)) || (tooHigh && cuts(overflowY))) return 'is cut off';
    if ((tooWide && overflowX === 'visible') || (tooHigh && overflowY === 'visible'))
      return 'runs out of its box';
    return undefined;
  }

  function hasText(element: Element): boolean {
    return [...element.childNodes].some(
      (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
    );
  }

  function scrollsSideways(element: Element | null): boolean {
    if (element === null || element === document.documentElement) return false;
    const { overflowX } = getComputedStyle(element);
    return overflowX === 'auto' || overflowX === 'scroll' || scrollsSideways(element.parentElement);
  }

  /** For screen readers only. */
  function isHiddenFromEyes(element: Element): boolean {
    const { clipPath, position } = getComputedStyle(element);
    if (position === 'absolute' && clipPath !== 'none') return true;
    return element.parentElement !== null && isHiddenFromEyes(element.parentElement);
  }

  function nameOf(element: Element): string {
    const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30);
    return `<${element.tagName.toLowerCase()}${element.className === '' ? '' : ` class="${element.getAttribute('class')}"`}> “${words}”`;
  }
}
