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
 * Presses Tab from the beginning of the page (or of the modal dialog) until the focus has been everywhere. One key follows the
 * other without a look in between: where the focus stands is written down in the page, each time that the key comes up.
 * @param max stops after which a page counts as endless
 */
export async function keyboardWalk(page: Page, max = 200): Promise<Walk> {
  const session = await page.context().newCDPSession(page);
  const likely = await page.evaluate(toBeginning);
  await page.evaluate(writeDown);
  let steps: readonly (Step | undefined)[] = [];
  for (let keys = Math.min(likely, max) + 1; steps.length <= max && !steps.some(isEnd); keys = 1) {
    await pressTab(session, keys);
    const met = await page.evaluate(() => (window as Walked).kazasuWalk?.steps ?? []);
    // A key that comes up outside of the page is not seen there.
    steps = met.length === steps.length + keys ? met : [...met, undefined];
  }
  const spoken = await spokenOf(session);
  await page.evaluate(forget);
  await session.detach();
  return tell(steps, spoken, max);
}

/** The focus is out of the page, back at the beginning, or where it has been before. */
function isEnd(step: Step | undefined, at: number): boolean {
  return step === undefined || step.element < at;
}

function tell(steps: readonly (Step | undefined)[], spoken: readonly Spoken[], max: number): Walk {
  const named = (step: Step): Spoken => spoken[step.element] ?? { role: '', name: '' };
  const found = steps.findIndex(isEnd);
  const end = found < 0 ? max : found;
  const faults: string[] = [];
  const stops = steps.slice(0, end).flatMap((step) => {
    if (step === undefined) return [];
    const { role, name } = named(step);
    if (step.fault !== undefined) faults.push(`${role} “${name}”: ${step.fault}`);
    if (name === '') faults.push(`${role} at ${step.box.x}, ${step.box.y}: has no name`);
    return [{ role, name, box: step.box }];
  });
  const last = steps[end];
  if (last !== undefined && last.element > 0) {
    const { role, name } = named(last);
    faults.push(`${role} “${name}”: the focus does not get further than this`);
  }
  return { stops, faults };
}

/** The browser takes the keys one after the other, in the order in which they are sent. */
async function pressTab(session: CDPSession, times: number): Promise<void> {
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
  const sent = Array.from({ length: times }, () => [
    session.send('Input.dispatchKeyEvent', { ...key, type: 'rawKeyDown' }),
    session.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp' }),
  ]);
  await Promise.all(sent.flat());
}

type Spoken = Pick<Stop, 'role' | 'name'>;

/** Role and name of everything that had the focus, from the browser's own accessibility tree. */
async function spokenOf(session: CDPSession): Promise<readonly Spoken[]> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'kazasuWalk.elements' });
  if (result.objectId === undefined) return [];
  const { objectId } = result;
  const { result: members } = await session.send('Runtime.getProperties', { objectId, ownProperties: true });
  const elements = members.filter(({ name }) => /^\d+$/.test(name)).map(({ value }) => value?.objectId ?? '');
  return Promise.all(
    elements.map(async (one) => {
      const { nodes } = await session.send('Accessibility.getPartialAXTree', {
        objectId: one,
        fetchRelatives: false,
      });
      return { role: String(nodes[0]?.role?.value ?? ''), name: String(nodes[0]?.name?.value ?? '') };
    }),
  );
}

interface Walked {
  kazasuWalk?: {
    readonly elements: Element[];
    readonly steps: (Step | undefined)[];
    readonly end: () => void;
  };
}

/** Runs inside the page. How many stops there may be. */
function toBeginning(): number {
  const dialogs = document.querySelectorAll<HTMLElement>('dialog:modal');
  const from = [...dialogs].at(-1) ?? document.body;
  const before = from.getAttribute('tabindex');
  from.setAttribute('tabindex', '-1');
  from.focus({ preventScroll: true });
  from.blur();
  if (before === null) from.removeAttribute('tabindex');
  else from.setAttribute('tabindex', before);
  window.scrollTo(0, 0);
  const likely = 'a[href], button, input, select, textarea, summary, [tabindex]';
  return [...from.querySelectorAll<HTMLElement>(likely)].filter(
    (one) =>
      one.tabIndex >= 0 && !one.matches(':disabled') && one.checkVisibility({ visibilityProperty: true }),
  ).length;
}

function forget(): void {
  (window as Walked).kazasuWalk?.end();
  delete (window as Walked).kazasuWalk;
}

/** Runs inside the page: notes where the focus stands whenever a key comes up; undefined when nothing of the page has it. */
function writeDown(): void {
  const elements: Element[] = [];
  const steps: (Step | undefined)[] = [];
  const note = () => void steps.push(focusNow());
  window.addEventListener('keyup', note, true);
  (window as Walked).kazasuWalk = {
    elements,
    steps,
    end: () => window.removeEventListener('keyup', note, true),
  };

  function focusNow(): Step | undefined {
    const at = document.activeElement;
    if (at === null || at === document.body || at === document.documentElement) return undefined;
    if (!elements.includes(at)) elements.push(at);
    const box = at.getClientRects()[0] ?? at.getBoundingClientRect();
    return {
      element: elements.indexOf(at),
      box: { x: box.x, y: box.y, width: box.width, height: box.height },
      fault: at.matches(':focus-visible') ? (markFault(at) ?? placeFault(at, box)) : 'is not :focus-visible',
    };
  }

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
