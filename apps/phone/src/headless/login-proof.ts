import { toBase64url } from '@kazasu/bytes';
import { type CardProof, challengeMessage } from '@kazasu/provider/api';
import { digestInfoOf, type ProofParts, pinIn, proveItems, rethrow } from './proof-part.ts';

/** The challenge signed by the authentication key, and the items where they are asked for. */
export async function loginProof(parts: ProofParts): Promise<CardProof> {
  const { view, card, pins, lastTry, onStage } = parts;
  await onStage('certificate');
  const certificate = await card.readAuthenticationCertificate().catch(rethrow());
  await onStage('signature');
  const digestInfo = await digestInfoOf(challengeMessage(view.challenge));
  const signature = await card
    .signWithAuthenticationKey(pinIn(pins, 'authentication'), digestInfo, {
      useLastTry: lastTry.authentication === true,
    })
    .catch(rethrow('authentication'));
  const items = await proveItems(parts, certificate);
  return {
    certificate: toBase64url(certificate),
    signature: toBase64url(signature),
    ...(items === undefined ? {} : { items }),
  };
}
