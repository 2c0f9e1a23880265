/** The nine steps, in their order; each is named in the address. */
export const SET_UP_STEPS = [
  'welcome',
  'outline',
  'terms',
  'privacy',
  'lock',
  'card',
  'pin',
  'hold',
  'done',
] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

export function stepBefore(step: SetUpStep): SetUpStep | undefined {
  return SET_UP_STEPS[SET_UP_STEPS.indexOf(step) - 1];
}

const FURTHEST_KEY = 'kazasu-first-use';

/** How far somebody has come, so that an address alone leads past no step: the name of a step, for as long as the tab lives. */
export interface Furthest {
  /** The step asked for, or the furthest that was reached if that comes first. */
  reached(asked: SetUpStep): SetUpStep;
  write(step: SetUpStep): void;
  clear(): void;
}

export function createFurthest(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Furthest {
  const names: readonly string[] = SET_UP_STEPS;
  const read = () => Math.max(0, names.indexOf(storage.getItem(FURTHEST_KEY) ?? ''));
  const place = (step: SetUpStep) => SET_UP_STEPS.indexOf(step);
  return {
    reached: (asked) => SET_UP_STEPS[Math.min(place(asked), read())] ?? 'welcome',
    write: (step) => {
      if (place(step) > read()) storage.setItem(FURTHEST_KEY, step);
    },
    clear: () => storage.removeItem(FURTHEST_KEY),
  };
}
