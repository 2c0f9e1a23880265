import { DER, DerReader, equal, fromHex } from '@kazasu/bytes';
import { ifReadable } from '@kazasu/pki';

/** Content octets of 1.2.840.113549.1.9.4. */
const MESSAGE_DIGEST = fromHex('2a864886f70d010904');

/**
 * The one message-digest of a DER SET OF Attribute (RFC 5652 5.3, 11.2); undefined if there is none, a second one, or anything is
 * malformed or not in the order of DER. Other octets that somebody signed must not be passed off as attributes.
 */
export function messageDigestOf(octets: Uint8Array): Uint8Array | undefined {
  return ifReadable(() => {
    const set = DerReader.document(octets, DER.set);
    const order = new Order();
    const found: Uint8Array[] = [];
    while (!set.atEnd) {
      const start = set.offset;
      const attribute = set.enter();
      const type = attribute.octetString(DER.oid);
      const values = attribute.enter(DER.set);
      attribute.finish();
      if (values.atEnd || !order.keeps(octets.subarray(start, set.offset))) return undefined;
      if (equal(type, MESSAGE_DIGEST)) {
        found.push(values.octetString());
        values.finish();
      } else if (!isOrdered(values)) return undefined;
    }
    return found.length === 1 ? found[0] : undefined;
  });
}

function isOrdered(values: DerReader): boolean {
  const order = new Order();
  while (!values.atEnd) if (!order.keeps(values.encoded(values.next()))) return false;
  return true;
}

/** X.690 11.6: the elements of a SET OF ascend. None of them begins with another, so plain comparison does. */
class Order {
  #last = new Uint8Array();

  keeps(encoded: Uint8Array): boolean {
    const last = this.#last;
    this.#last = Uint8Array.from(encoded);
    const at = last.findIndex((octet, i) => octet !== encoded[i]);
    return at < 0 || (last[at] ?? 0) < (encoded[at] ?? -1);
  }
}
