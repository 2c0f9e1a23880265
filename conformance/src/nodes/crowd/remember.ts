import type { Ask } from '../../load/index.ts';

/** Asks as `ask` does, and can send everything that used something up once more, in its order. */
export function remembering(ask: Ask): { readonly ask: Ask; again(): Promise<void> } {
  const used: (() => Promise<unknown>)[] = [];
  return {
    ask: (step, send, thing) => {
      if (thing !== undefined) used.push(() => ask(step, send, thing));
      return ask(step, send, thing);
    },
    again: async () => {
      for (const send of used.splice(0)) await send();
    },
  };
}
