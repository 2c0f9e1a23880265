/**
 * `prompt=none` asks for an answer without the person. No session outlives a login here, so the answer is always
 * `login_required`; `none` beside another value is malformed (OpenID Connect Core 3.1.2.1). Every other value asks
 * for what happens anyway.
 */
import { DIVERGENCES } from '../divergences.ts';
import type { Check } from './check.ts';
import { clientRefusal, invalid } from './refusal.ts';

export const checkPrompt: Check = ({ parameters }) => {
  const words = (parameters.get('prompt') ?? '').split(' ');
  if (!words.includes('none')) return undefined;
  if (words.length > 1) return invalid('prompt');
  return clientRefusal(DIVERGENCES.promptNoneError.value, 'The person has to take part');
};
