import type { CardKind } from '../kind.ts';
import { type AtHand, type CardCommandOptions, type CardContext, withCard } from './at-hand.ts';
import { type CertificateOptions, readCertificateTo, requireSignatureCertificate } from './certificate.ts';
import { readAgeTo, readFaceTo, readMyNumberImageTo } from './face.ts';
import { readCardInformationTo } from './information.ts';
import { readLicenceDomicileTo, readLicencePhotoTo, readLicenceTo } from './licence.ts';
import type { FolderOptions } from './out-file.ts';
import { requireKind } from './require-kind.ts';
import { readResidenceCardTo } from './residence.ts';
import { readFourItemsTo, readMyNumberTo, type SessionOptions } from './text.ts';

export type ReadItemOptions = CardCommandOptions & FolderOptions & CertificateOptions & SessionOptions;

/** Something that can be read. `secret` is what it costs, for the help. */
interface ReadItem {
  readonly name: string;
  /** The card that has it; a My Number Card unless told. */
  readonly kind?: CardKind;
  readonly description: string;
  readonly secret: string;
  /** Shape of the answer with `--json`. */
  readonly json: string;
  /** Whether the card can answer through secure messaging. */
  readonly session?: true;
  /** What `--out` names, where there is something to write. */
  readonly out?: 'file' | 'folder';
  readonly read: (at: AtHand, options: ReadItemOptions) => Promise<void>;
}

const TEXT_PIN = 'PIN of the four items';

/** Everything that `kazasu card read` reads; another item is another row. */
export const READ_ITEMS: readonly ReadItem[] = [
  {
    name: 'four-items',
    description: 'name, address, birth date, gender',
    secret: TEXT_PIN,
    json: '{name, address, birthdate, gender}',
    session: true,
    read: readFourItemsTo,
  },
  {
    name: 'my-number',
    description: 'My Number, twelve digits',
    secret: TEXT_PIN,
    json: '{myNumber}',
    session: true,
    read: readMyNumberTo,
  },
  {
    name: 'face',
    description: 'portrait, name, address and security code as PNG files; birth date, gender, expiry',
    secret: '照合番号B (14 digits) or A (My Number)',
    json: '{birthdate, gender, expiry, files: {portrait, name, address, securityCode}}',
    out: 'folder',
    read: readFaceTo,
  },
  {
    name: 'age',
    description: 'the birth date alone',
    secret: 'the birth date as YYMMDD, with the year of its era',
    json: '{birthdate}',
    read: readAgeTo,
  },
  {
    name: 'my-number-image',
    description: 'My Number as it is printed, a PNG file',
    secret: '照合番号A (My Number)',
    json: '{file}',
    out: 'folder',
    read: readMyNumberImageTo,
  },
  {
    name: 'authentication-certificate',
    description: 'certificate of the key that logs in (利用者証明用電子証明書)',
    secret: 'none',
    json: '{certificate: PEM}, or {file} with --out',
    out: 'file',
    read: (at, options) =>
      readCertificateTo(at, options, () => at.free((card) => card.readAuthenticationCertificate())),
  },
  {
    name: 'signature-certificate',
    description: 'certificate of the key that signs (署名用電子証明書); holds the four items',
    secret: 'signature password',
    json: '{certificate: PEM}, or {file} with --out',
    out: 'file',
    read: (at, options) =>
      readCertificateTo(at, options, async () => {
        await requireSignatureCertificate(at);
        return at.behind(['signature'], (password, o) => at.card.readSignatureCertificate(password, o));
      }),
  },
  {
    name: 'authentication-ca-certificate',
    description: 'certificate of the authority behind the first',
    secret: 'none',
    json: '{certificate: PEM}, or {file} with --out',
    out: 'file',
    read: (at, options) =>
      readCertificateTo(at, options, () => at.free((card) => card.readCaCertificate('authentication'))),
  },
  {
    name: 'signature-ca-certificate',
    description: 'certificate of the authority behind the second',
    secret: 'none',
    json: '{certificate: PEM}, or {file} with --out',
    out: 'file',
    read: (at, options) =>
      readCertificateTo(at, options, () => at.free((card) => card.readCaCertificate('signature'))),
  },
  {
    name: 'card-information',
    description: 'serial number, municipality and expiry of the card',
    secret: 'none',
    json: '{serial, municipality, expiry}',
    read: readCardInformationTo,
  },
  {
    name: 'licence',
    kind: 'licence',
    description: 'driver’s licence: what is printed on it, and what was changed since',
    secret: 'its first PIN',
    json: '{name, kana, birthdate, address, number, categories, …, printed, changes: [{kind, date, text, authority}]}',
    read: readLicenceTo,
  },
  {
    name: 'licence-domicile',
    kind: 'licence',
    description: 'driver’s licence: registered domicile',
    secret: 'both of its PINs',
    json: '{domicile, printed, changes}',
    read: readLicenceDomicileTo,
  },
  {
    name: 'licence-photo',
    kind: 'licence',
    description: 'driver’s licence: the photo, a PNG file',
    secret: 'both of its PINs',
    json: '{file}',
    out: 'folder',
    read: readLicencePhotoTo,
  },
  {
    name: 'residence-card',
    kind: 'residence',
    description: 'residence card: address, permissions, portrait as PNG, front as TIFF',
    secret: 'the number of the card',
    json: '{type, address, permissions, renewal, files: {portrait, front}}',
    out: 'folder',
    read: readResidenceCardTo,
  },
];

export function readItem(item: ReadItem, options: ReadItemOptions, context: CardContext): Promise<void> {
  return withCard(options, context, async (at) => {
    requireKind(at, item.kind ?? 'my-number');
    await item.read(at, options);
  });
}
