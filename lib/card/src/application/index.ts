/**
 * The card's applications: identifiers, files and their formats. No commands are sent from here.
 *
 * To add an application to the card:
 * 1. Here: its AID in `aid.ts`, a folder of its own with `ef.ts` (file numbers, tags), one codec a file format in both
 *    directions, and a door sign. A format is tested against bytes from the facts, not against itself.
 *    What several applications share stands beside the folders: CV certificates, RSA keys, signed records, offset tables.
 * 2. `../pin.ts`: its PINs, each with application, file, length, characters and tries.
 * 3. `../virtual/contents.ts`: what personalisation writes into it; `../virtual/layout/`: its files, each with the PINs
 *    that open it; an instruction that only it has goes into `../virtual/command/` and the layout's table.
 * 4. `../reader/`: what a client wants from it, as a file of errands that `openCard` joins to the others; bounded, typed
 *    errors, and a row in `../reader/testing/errands.ts`, where cards lie to it. `../integrity/`: what its issuer signs.
 * 5. `../trace/applications.ts`: a row for each of its files, which says whether its content may be shown.
 * 6. `services/authority/src`: `card/text-files.ts`, `surface-files.ts` and `common-files.ts` encode the files from the
 *    register, a new one does so for the new application; `card/personalise.ts` puts them into the image,
 *    `card-image.ts` lets the image carry them; `town/src/box/` makes a virtual card of the image.
 * 7. `tools/src/card-vectors/scenario/`: transcripts of it, then `npm run vectors`.
 * 8. `../divergences.ts`: a row for whatever no source says, then `npm run docs`; a row in `docs/glossary.md`.
 */
export { AID } from './aid.ts';
export * from './common/index.ts';
export {
  type CvCertificate,
  type CvContent,
  cvKeyId,
  encodeBareCvCertificate,
  encodeCvCertificate,
  encodeCvCertificateBody,
  parseBareCvCertificate,
  parseCvCertificate,
} from './cv-certificate.ts';
export * from './jpki/index.ts';
export * from './juki/index.ts';
export * from './master-file/index.ts';
export type { RsaPublicKey } from './rsa-key.ts';
export type { Sha256 } from './sha256.ts';
export * from './surface/index.ts';
export * from './text/index.ts';
