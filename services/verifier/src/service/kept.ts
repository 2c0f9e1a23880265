import type { VerifierConfig } from '../config.ts';

const TEXTS = new WeakMap<VerifierConfig, Map<string, string>>();

/** What is the same for every request, made once for each verifier: anybody may ask for it as often as they like. */
export async function kept(
  config: VerifierConfig,
  name: string,
  make: () => string | Promise<string>,
): Promise<string> {
  const texts = TEXTS.get(config) ?? new Map<string, string>();
  TEXTS.set(config, texts);
  const known = texts.get(name);
  if (known !== undefined) return known;
  const text = await make();
  texts.set(name, text);
  return text;
}
