import type { Page } from 'playwright-core';

/** What a window of 1280 pixels becomes: WCAG 1.4.10 (400 %), 1.4.4 by zoom (200 %), and by text size alone. */
const VIEWS = [
  { name: '320 px', width: 320, fontSize: '' },
  { name: '200 %', width: 640, fontSize: '' },
  { name: 'text at 200 %', width: 640, fontSize: '200%' },
] as const;

/**
 * What does not fit when the page is magnified: it scrolls sideways, reaches out of the window, is cut off or runs out of
 * its box. One line a fault, empty is good. Window and text size are as before afterwards.
 */
export async function zoomFaults(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  const faults: string[] = [];
  for (const { name, width, fontSize } of VIEWS) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(setFontSize, fontSize);
    faults.push(...(await page.evaluate(misfits)).map((fault) => `at ${name}: ${fault}`));
  }
  await page.evaluate(setFontSize, '');
  if (before !== null) await page.setViewportSize(before);
  return faults;
}

/** Through the object model, which a strict content security policy allows. Answers when the page has moved. */
async function setFontSize(fontSize: string): Promise<void> {
  document.documentElement.style.fontSize = fontSize;
  if (document.documentElement.getAttribute('style') === '')
    document.documentElement.removeAttribute('style');
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}

/** Runs inside the page. */
function misfits(): string[] {
  const faults: string[] = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 1) faults.push(`the page scrolls sideways by ${wide} px`);
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility({ visibilityProperty: true }) || isHiddenFromEyes(element)) continue;
    const fault = faultOf(element);
    if (fault !== undefined) faults.push(`${nameOf(element)} ${fault}`);
  }
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
