import * as v from 'valibot';
import { ask } from '../http.ts';
import { CommandProblem } from '../problem.ts';

const PhoneConfig = v.object({ providerBase: v.string() });

/** What the phone's pages are told: which provider they talk to. */
export async function fetchPhoneConfig(link: URL): Promise<v.InferOutput<typeof PhoneConfig>> {
  const response = await ask(new URL('/config.json', link).href);
  const config = v.safeParse(PhoneConfig, response.ok ? await response.json() : undefined);
  if (!config.success) {
    throw new CommandProblem(
      'unreachable',
      `Whoever answers at ${link.origin} is not the phone of a town.`,
      'Give a link or a QR code of a running town.',
    );
  }
  return config.output;
}
