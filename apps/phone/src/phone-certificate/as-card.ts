import { equal, toHex } from '@kazasu/bytes';
import {
  AID,
  type DecodedCommand,
  decodeCommand,
  encodeAvailability,
  encodeResponse,
  encodeTokenInformation,
  JPKI,
  PIN_RULES,
  STATUS,
  type Transport,
} from '@kazasu/card';
import type { Opened } from './opened.ts';
import type { PhoneRecord } from './record-data.ts';
import type { Role } from './seal.ts';

export interface AsCardOptions {
  readonly record: PhoneRecord;
  /** Undefined while the lock is closed: then what needs no PIN can be read, and nothing else. */
  readonly opened: Opened | undefined;
  /** What a SELECT of the text application ends with: there are no items here, and the person is told so in words. */
  readonly noItems: () => Error;
}

/** As this project's own phones: neither of the labels that real phones have. */
const LABEL = 'KAZASUPHONETOKEN';
const NONE = new Uint8Array();
const ok = (data: Uint8Array = NONE) => encodeResponse(data, STATUS.ok);
const status = (word: number) => encodeResponse(NONE, word);

/** Which PIN stands before which key, and which file holds what. */
const PIN_FILES: ReadonlyMap<number, Role> = new Map([
  [JPKI.authenticationPin, 'authentication'],
  [JPKI.signaturePin, 'signature'],
]);
const KEY_FILES: ReadonlyMap<number, Role> = new Map([
  [JPKI.authenticationKey, 'authentication'],
  [JPKI.signatureKey, 'signature'],
]);

/**
 * The certificate as a card that knows the JPKI application and nothing else, so that whoever speaks to cards needs to know nothing of it. One activation;
 * closing it closes the lock.
 */
export function transportAsCard(options: AsCardOptions): Transport {
  const card = new AsCard(options);
  return { transmit: (command) => card.transmit(command), close: async () => options.opened?.close() };
}

class AsCard {
  readonly #options: AsCardOptions;
  readonly #verified = new Set<Role>();
  #selected = false;
  #file: number | undefined;

  constructor(options: AsCardOptions) {
    this.#options = options;
  }

  async transmit(bytes: Uint8Array): Promise<Uint8Array> {
    const command = decodeCommand(bytes);
    const { ins, p1 } = command;
    if (ins === 0xa4 && p1 === 4) return this.#selectApplication(command.data);
    if (!this.#selected) return status(STATUS.notFound);
    if (ins === 0xa4 && p1 === 2) return this.#selectFile(command.data);
    if (ins === 0x20) return this.#verify(command.data);
    if (ins === 0xb0) return this.#read(command);
    if (ins === 0x2a) return this.#sign(command.data);
    return status(STATUS.instructionNotSupported);
  }

  /** Drops what was verified, as every card does. */
  #selectApplication(aid: Uint8Array): Uint8Array {
    this.#verified.clear();
    this.#file = undefined;
    this.#selected = equal(aid, AID.jpki);
    if (this.#selected) return ok();
    if (equal(aid, AID.text)) throw this.#options.noItems();
    return status(STATUS.notFound);
  }

  #selectFile(identifier: Uint8Array): Uint8Array {
    const file = Number.parseInt(toHex(identifier) || '0', 16);
    const known = file === JPKI.availability || Object.values<number>(JPKI).includes(file);
    this.#file = known ? file : undefined;
    return known ? ok() : status(STATUS.notFound);
  }

  /** Nothing counts: there is nothing to guess, since a wrong PIN closes the lock. */
  #verify(pin: Uint8Array): Uint8Array {
    const role = PIN_FILES.get(this.#file ?? 0);
    if (role === undefined) return status(STATUS.noCurrentFile);
    if (pin.length === 0) return status(STATUS.triesLeft | PIN_RULES[role].tries);
    const { opened } = this.#options;
    if (opened?.isOpen !== true) return status(STATUS.securityStatus);
    if (!equal(pin, opened.pins[role])) {
      opened.close();
      return status(STATUS.securityStatus);
    }
    this.#verified.add(role);
    return ok();
  }

  async #read({ p1, p2, le }: DecodedCommand): Promise<Uint8Array> {
    const content = await this.#content();
    if (typeof content === 'number') return status(content);
    const offset = (p1 << 8) | p2;
    if (p1 >= 0x80) return status(STATUS.wrongParameters);
    if (offset >= content.length) return status(STATUS.offsetPastEnd);
    return ok(content.subarray(offset, offset + (le ?? 256)));
  }

  async #content(): Promise<Uint8Array | number> {
    const { record, opened } = this.#options;
    switch (this.#file) {
      case JPKI.authenticationCertificate:
        return record.authenticationCertificate;
      case JPKI.authenticationCaCertificate:
        return record.caCertificates.authentication;
      case JPKI.signatureCaCertificate:
        return record.caCertificates.signature;
      case JPKI.availability:
        return encodeAvailability({ authentication: true, signature: true });
      case JPKI.tokenInformation:
        return encodeTokenInformation({ label: LABEL, manufacturer: 'Kazasu', model: '', serialNumber: '' });
      case JPKI.signatureCertificate:
        return this.#verified.has('signature') && opened !== undefined
          ? opened.signatureCertificate()
          : STATUS.securityStatus;
      default:
        return STATUS.wrongFileType;
    }
  }

  async #sign(octets: Uint8Array): Promise<Uint8Array> {
    const role = KEY_FILES.get(this.#file ?? 0);
    if (role === undefined) return status(STATUS.noCurrentFile);
    const { opened } = this.#options;
    if (opened === undefined || !this.#verified.has(role)) return status(STATUS.securityStatus);
    return ok(await opened.sign(role, octets));
  }
}
