import { keptChoice } from '../kept.ts';

/** Per cent of the size that the browser is set to. */
export const textSize = keptChoice('kazasu-text-size', ['100', '125', '150', '200'], '100');

/** The style sheet does the rest: everything is measured in the size of the root. */
export function applyTextSize(): void {
  document.documentElement.dataset.textSize = textSize.read();
}
