import type { Setting } from './settings.ts';

const MASK = '(secret)';

/** The same configuration with nothing in the place of what is secret, for people to look at. */
export function maskedSettings(
  input: Readonly<Record<string, unknown>>,
  settings: readonly Setting[],
): Record<string, unknown> {
  const secrets = new Set(settings.filter(({ secret }) => secret).map(({ path }) => path));
  const groups = new Set(settings.filter(({ group }) => group).map(({ path }) => path));
  const masked = (members: Readonly<Record<string, unknown>>, prefix: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => {
        const path = `${prefix}${name}`;
        if (secrets.has(path)) return [name, value === undefined ? undefined : MASK];
        const below = groups.has(path) && typeof value === 'object' && value !== null;
        return [name, below ? masked(value as Record<string, unknown>, `${path}.`) : value];
      }),
    );
  return masked(input, '');
}
