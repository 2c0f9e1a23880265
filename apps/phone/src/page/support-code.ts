/**
 * An error code as a person tells it to support; says nothing about them. One style, whoever named it: the provider writes
 * underscores, the card's codes hyphens. `passkey/…` keeps its first word, which nobody else says.
 */
export function supportCode(code: string): string {
  const words = code.startsWith('passkey/') ? code.replace('/', '_') : code.slice(code.indexOf('/') + 1);
  return words.replaceAll('-', '_');
}
