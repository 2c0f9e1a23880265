/**
 * The few methods of Node's Buffer that the judge calls on views of octets, for a browser. Loaded before anything else; it is put where the
 * judge looks for it, and only where there is none.
 */
class OctetView extends Uint8Array {
  /** As `Buffer.from(arrayBuffer, byteOffset, length)`: a view, no copy. */
  static override from(buffer: unknown, byteOffset?: unknown, length?: unknown): OctetView {
    if (!(buffer instanceof ArrayBuffer)) throw new TypeError('octets of an ArrayBuffer alone');
    return new OctetView(buffer, Number(byteOffset ?? 0), Number(length ?? buffer.byteLength));
  }

  /** As `Buffer#includes` for octets: whether they stand anywhere in these, in one piece. */
  override includes(wanted: unknown): boolean {
    if (!(wanted instanceof Uint8Array)) throw new TypeError('octets alone are looked for');
    const [first = 0] = wanted;
    if (wanted.length === 0) return true;
    for (let at = this.indexOf(first); at >= 0; at = this.indexOf(first, at + 1)) {
      if (wanted.every((octet, i) => this[at + i] === octet)) return true;
    }
    return false;
  }

  override toString(encoding?: string): string {
    if (encoding !== 'base64') throw new TypeError('base64 alone');
    let text = '';
    for (const octet of this) text += String.fromCharCode(octet);
    return btoa(text);
  }
}

if (!('Buffer' in globalThis)) Object.defineProperty(globalThis, 'Buffer', { value: OctetView });

export { OctetView };
