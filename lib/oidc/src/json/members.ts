import { OidcError } from '../error.ts';

const MAX_DEPTH = 16;
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Walks a text that is known to be JSON and refuses a repeated member name at any level. Names are compared after
 * their escapes are resolved, as a parser would.
 */
export function checkMembers(text: string): void {
  const levels: (Set<string> | undefined)[] = [];
  let lastString: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      if (levels.push(token === '{' ? new Set() : undefined) > MAX_DEPTH) {
        throw new OidcError('oidc/json', 'nested too deeply');
      }
    } else if (token === '}' || token === ']') levels.pop();
    else if (token === ':') addName(levels.at(-1), lastString);
    else if (token !== ',') lastString = token;
  }
}

function addName(names: Set<string> | undefined, quoted: string | undefined): void {
  if (names === undefined || quoted === undefined) return;
  const name: string = quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1);
  if (names.has(name)) throw new OidcError('oidc/json', 'a member is given twice');
  names.add(name);
}
