/** Controls, invisible format characters such as turns of the writing direction, line ends, halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Whether a name that a person is shown before agreeing is what it seems: nothing in it hides or turns the rest. */
export function readsAsWritten(text: string): boolean {
  return !UNSEEN.test(text);
}
