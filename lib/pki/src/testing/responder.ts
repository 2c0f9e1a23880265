import { DAY, type Hierarchy, NOW, RESPONDER_EXTENSIONS, YEAR } from './hierarchy.ts';
import type { CertificateOrder, OcspOrder } from './openssl.ts';

export const RESPONDER_NAME = '/C=JP/O=JPKI-TEST/CN=OCSP Responder';

export interface ResponderBench {
  /** Issued by the current generation, DER; its files are named `responder`. */
  readonly responder: Uint8Array;
  /** The same key with another certificate, which takes the place of the first. */
  responderWith(order?: Partial<CertificateOrder>): Uint8Array;
  /** What it answers. */
  answerTo(request: Uint8Array, order?: Partial<OcspOrder>): Uint8Array;
}

/** Somebody to whom the authority of the hierarchy delegated its answers. */
export function createResponder({ shop }: Hierarchy): ResponderBench {
  shop.key('responder');
  const responderWith = (order: Partial<CertificateOrder> = {}) =>
    shop.certificate({
      name: 'responder',
      key: 'responder',
      subject: RESPONDER_NAME,
      issuer: 'ca',
      from: NOW - DAY,
      to: NOW + YEAR,
      extensions: RESPONDER_EXTENSIONS,
      ...order,
    });
  return {
    responder: responderWith(),
    responderWith,
    answerTo: (request, order = {}) =>
      shop.ocsp({ authority: 'ca', responder: 'responder', request, ...order }),
  };
}
