import { fromBase64 } from '@kazasu/bytes';
import { encodeTrustFile } from '@kazasu/evidence';
import * as v from 'valibot';
import { fetchTrust } from './seed/index.ts';
import type { Ground } from './service/index.ts';

const LogKey = v.object({ origin: v.string(), publicKey: v.string() });

/** Whom to believe when evidence of this town is checked: its signature CAs, its time-stamps' root, its log's key. */
export async function townTrust(
  { urls, tokens }: Pick<Ground, 'urls' | 'tokens'>,
  timestampAnchor: Uint8Array,
): Promise<Uint8Array> {
  const { anchors } = await fetchTrust({ url: urls.authority, token: await tokens('authority-verifier') });
  const { origin, publicKey } = v.parse(LogKey, await (await fetch(`${urls.verifier}/evidence/key`)).json());
  return encodeTrustFile({
    anchors: anchors
      .filter(({ role }) => role === 'signature')
      .map(({ certificate }) => fromBase64(certificate)),
    timestampAnchors: [timestampAnchor],
    logKeys: [{ name: origin, publicKey: fromBase64(publicKey) }],
  });
}
