import type { CDPSession, Page } from 'playwright-core';

/** Where the focus stands after one more press of Tab. */
export interface Stop {
  /** As a screen reader says them: `button`, 「次へ」. */
  readonly role: string;
  readonly name: string;
  /** CSS pixels in the window. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface Walk {
  readonly stops: readonly Stop[];
  /** No mark of the focus, something above it, a forced order, a trap; one line each, and empty is good. */
  readonly faults: readonly string[];
}

interface Step extends Pick<Stop, 'box'> {
  /** Counts the elements in the order in which they were first met. */
  readonly element: number;
  readonly fault: string | undefined;
}

/**
 * Presses Tab from the beginning of the page (or of the modal dialog) until the focus has been everywhere.
 * @param max stops after which a page counts as endless
 */
export async function keyboardWalk(page: Page, max = 200): Promise<Walk> {
  const session = await page.context().newCDPSession(page);
  const stops: Stop[] = [];
  const faults: string[] = [];
  await page.evaluate(toBeginning);
  for (let pressed = 0; ; pressed++) {
    await page.keyboard.press('Tab');
    const step = await page.evaluate(focusNow);
    if (step === undefined || (step.element === 0 && stops.length > 0)) break;
    const { role, name } = await spoken(session);
    if (step.element < stops.length || pressed === max) {
      faults.push(`${role} “${name}”: the focus does not get further than this`);
      break;
    }
    stops.push({ role, name, box: step.box });
    if (step.fault !== undefined) faults.push(`${role} “${name}”: ${step.fault}`);
    if (name === '') faults.push(`${role} at ${step.box.x}, ${step.box.y}: has no name`);
  }
  await page.evaluate(forget);
  await session.detach();
  return { stops, faults };
}

/** Role and name of what has the focus, from the browser's own accessibility tree. */
async function spoken(session: CDPSession): Promise<{ role: string; name: string }> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement' });
  if (result.objectId === undefined) return { role: '', name: '' };
  const { objectId } = result;
  const { nodes } = await session.send('Accessibility.getPartialAXTree', { objectId, fetchRelatives: false });
  const node = nodes[0];
  return { role: String(node?.role?.value ?? ''), name: String(node?.name?.value ?? '') };
}

interface Met {
  kazasuWalk?: Element[];
}

function toBeginning(): void {
  (window as Met).kazasuWalk = [];
  const dialogs = document.querySelectorAll<HTMLElement>('dialog:modal');
  const from = [...dialogs].at(-1) ?? document.body;
  const before = from.getAttribute('tabindex');
  from.setAttribute('tabindex', '-1');
  from.focus({ preventScroll: true });
  from.blur();
  if (before === null) from.removeAttribute('tabindex');
  else from.setAttribute('tabindex', before);
  window.scrollTo(0, 0);
}

function forget(): void {
  delete (window as Met).kazasuWalk;
}

/** Runs inside the page; undefined when nothing of the page has the focus. */
function focusNow(): Step | undefined {
  const at = document.activeElement;
  if (at === null || at === document.body || at === document.documentElement) return undefined;
  const met = (window as Met).kazasuWalk ?? [];
  if (!met.includes(at)) met.push(at);
  const box = at.getClientRects()[0] ?? at.getBoundingClientRect();
  return {
    element: met.indexOf(at),
    box: { x: box.x, y: box.y, width: box.width, height: box.height },
    fault: at.matches(':focus-visible') ? (markFault(at) ?? placeFault(at, box)) : 'is not :focus-visible',
  };

  function markFault(element: Element): string | undefined {
    if ((element as HTMLElement).tabIndex > 0) return 'has a tabindex above zero';
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const seen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    return seen && !/^rgba\(.*, 0\)$|^transparent$/.test(outlineColor)
      ? undefined
      : 'shows no mark of the focus';
  }

  function placeFault(element: Element, where: DOMRect): string | undefined {
    if (where.width === 0 || where.height === 0) return 'has no size';
    const x = where.x + where.width / 2;
    const y = where.y + where.height / 2;
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight)
      return inSight(where) ? undefined : 'is out of sight';
    const top = document.elementFromPoint(x, y);
    if (top === null || element.contains(top) || top.contains(element)) return undefined;
    const labels = [...((element as HTMLInputElement).labels ?? [])];
    return labels.some((label) => label.contains(top)) ? undefined : 'is covered by something else';
  }

  /** Higher than the window: a part of it is enough. */
  function inSight(where: DOMRect): boolean {
    return where.right > 0 && where.bottom > 0 && where.x < innerWidth && where.y < innerHeight;
  }
}
