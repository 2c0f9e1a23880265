import type { ReactNode } from 'react';

/** A text in both languages. */
export interface Words {
  readonly ja: string;
  readonly en: string;
}

export interface Example {
  /** The name of the function in the section's file; its text is the code that is shown. */
  readonly name: string;
  readonly title: Words;
  readonly Show: () => ReactNode;
  /** False where the example shows states that a page cannot ask for. */
  readonly code?: false;
}

export const GROUPS = ['action', 'field', 'message', 'content', 'overlay', 'way', 'frame'] as const;

export interface Section {
  readonly id: string;
  readonly group: (typeof GROUPS)[number];
  readonly title: Words;
  /** When to take it, and when another. */
  readonly about: Words;
  /** Keys and what they do. */
  readonly keys?: readonly (readonly [string, Words])[];
  /** The text of the file that the examples stand in. */
  readonly source: string;
  readonly examples: readonly Example[];
}

/** An example of states that code cannot ask for. */
export function otherStates(name: string, Show: () => ReactNode): Example {
  return { name, title: { ja: 'そのほかの状態', en: 'Other states' }, Show, code: false };
}
