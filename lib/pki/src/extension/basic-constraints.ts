import { DER } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType, readDefaultFalse } from './extension.ts';

export interface BasicConstraints {
  readonly authority: boolean;
  /** How many certificates of authorities may follow; undefined means no limit. */
  readonly pathLength: number | undefined;
}

/** RFC 5280 section 4.2.1.9. A path length without the CA flag has no meaning and is refused. */
export const BASIC_CONSTRAINTS: ExtensionType<BasicConstraints> = {
  oid: OID.basicConstraints,
  name: 'basicConstraints',
  decode: (der) =>
    decodeSequence(der, (inside) => {
      const authority = readDefaultFalse(inside, DER.boolean);
      const pathLength = inside.atEnd ? undefined : inside.smallInteger();
      if (pathLength !== undefined && !authority) {
        throw new PkiError('pki/extension', 'path length without the CA flag');
      }
      return { authority, pathLength };
    }),
};
