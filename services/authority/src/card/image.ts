import { toBase64 } from '@kazasu/bytes';
import { randomOctets } from '@kazasu/server/random';
import type { CardImage, CardNumbers } from '../api.ts';
import type { CardIssuers } from './card-issuers.ts';
import type { CardKeys } from './card-key.ts';
import type { IssuedCertificate } from './certificates.ts';
import { type CardLabel, commonFiles, masterFileObjects, tokenInformation } from './common-files.ts';
import type { CardPlan } from './plan.ts';
import type { RecordSigner } from './record-signer.ts';
import type { SurfaceFiles } from './surface-files.ts';
import type { TextFiles } from './text-files.ts';

/** Everything that was made for one card. */
export interface CardParts {
  readonly plan: CardPlan;
  readonly keys: CardKeys;
  readonly numbers: CardNumbers;
  readonly label: CardLabel;
  readonly issuers: CardIssuers;
  readonly signer: RecordSigner;
  readonly text: TextFiles;
  readonly surface: SurfaceFiles;
  readonly authentication: IssuedCertificate;
  readonly signature: IssuedCertificate | undefined;
}

/** The card as it leaves the counter, in the form of the HTTP contract. */
export function imageOf(parts: CardParts): CardImage {
  const { plan, text, surface, keys, signature, numbers, label, issuers } = parts;
  const { common, juki } = commonFiles(label, issuers);
  return {
    residentId: plan.resident.residentId,
    jpki: {
      ...(signature && { signatureCertificate: toBase64(signature.certificate) }),
      signatureCaCertificate: toBase64(plan.signatureCa.certificate),
      authenticationCertificate: toBase64(parts.authentication.certificate),
      authenticationCaCertificate: toBase64(plan.authenticationCa.certificate),
      tokenInformation: toBase64(tokenInformation(randomOctets(8))),
    },
    text: written({ ...text }),
    surface: written({ ...surface }),
    common: written(common),
    juki: written(juki),
    masterFile: written(masterFileObjects(label, issuers, parts.signer)),
    keys: privateKeys(keys),
    pins: { ...plan.pins, juki: plan.pins.juki ?? plan.pins.text },
    numbers,
  };
}

function privateKeys(keys: CardKeys): CardImage['keys'] {
  return {
    authentication: toBase64(keys.authentication.privateKey),
    ...(keys.signature && { signature: toBase64(keys.signature.privateKey) }),
    text: toBase64(keys.text.privateKey),
    surface: toBase64(keys.surface.privateKey),
    common: toBase64(keys.common.privateKey),
    transport: toBase64(keys.transport.privateKey),
  };
}

function written<Name extends string>(
  files: { readonly [name in Name]: Uint8Array },
): { [name in Name]: string } {
  const entries = Object.entries<Uint8Array>(files).map(([name, file]) => [name, toBase64(file)]);
  return Object.fromEntries(entries) as { [name in Name]: string };
}
