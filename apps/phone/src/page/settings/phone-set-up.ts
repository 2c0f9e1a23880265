import { CardError } from '@kazasu/card';
import { PhoneError } from '../../headless/index.ts';
import type {
  PhoneCertificate,
  PhoneCertificateErrorCode,
  PhoneCertificateView,
  Preparation,
} from '../../phone-certificate/index.ts';
import type { Hand } from '../card/index.ts';
import { Observed } from '../observed.ts';

export type PhoneSetUpStep =
  /** Undefined view: there is none. */
  | { readonly at: 'looking' }
  | { readonly at: 'unavailable' }
  | { readonly at: 'shown'; readonly view: PhoneCertificateView | undefined; readonly busy: boolean }
  | { readonly at: 'card' }
  | { readonly at: 'password' }
  | { readonly at: 'hold' }
  | { readonly at: 'issued'; readonly view: PhoneCertificateView }
  /** `told`: the authority has ended the certificates too. */
  | { readonly at: 'removed'; readonly told: boolean };

export interface PhoneSetUpState {
  readonly step: PhoneSetUpStep;
  readonly problem?: PhoneCertificateErrorCode;
}

/** Errors by their code alone, so that the code of the other chunk is not loaded to test for its class. */
function codeOf(error: unknown): PhoneCertificateErrorCode {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('phone-certificate/')
    ? (code as PhoneCertificateErrorCode)
    : 'phone-certificate/answer';
}

/**
 * A certificate for this device: the lock first, then which card, its password, and hold it. No React. Keeps the password as bytes in one place and
 * overwrites it; a lock that was asked for nothing is given up.
 */
export class PhoneSetUp {
  readonly #certificate: () => Promise<PhoneCertificate>;
  readonly hand: Hand;
  readonly #shown = new Observed<PhoneSetUpState>({ step: { at: 'looking' } });
  readonly state = this.#shown.state;
  readonly subscribe = this.#shown.subscribe;
  #preparation: Preparation | undefined;
  #password: Uint8Array | undefined;

  constructor(certificate: () => Promise<PhoneCertificate>, hand: Hand) {
    this.#certificate = certificate;
    this.hand = hand;
  }

  async look(problem?: PhoneCertificateErrorCode): Promise<void> {
    const certificate = await this.#certificate();
    const view = await certificate.view();
    const can = view !== undefined || (await certificate.available());
    const step: PhoneSetUpStep = can ? { at: 'shown', view, busy: false } : { at: 'unavailable' };
    this.#shown.show({ step, ...(problem !== undefined && { problem }) });
  }

  /** Asks for the device's lock; then a card is chosen. */
  async begin(): Promise<void> {
    if (!this.#busy()) return;
    try {
      this.#preparation = await (await this.#certificate()).prepare();
      this.#shown.show({ step: { at: 'card' } });
      void this.hand.choose();
    } catch (error) {
      const code = codeOf(error);
      if (code === 'phone-certificate/unavailable') this.#shown.show({ step: { at: 'unavailable' } });
      else await this.look(code);
    }
  }

  cardTaken(): void {
    if (this.state().step.at === 'card') this.#shown.show({ step: { at: 'password' } });
  }

  /** Gets the bytes and owns them. */
  enter(password: Uint8Array): void {
    this.#forgetPassword();
    this.#password = password;
    this.#shown.show({ step: { at: 'hold' } });
  }

  /** Another password, after one was wrong. */
  retype(): void {
    this.#forgetPassword();
    this.#shown.show({ step: { at: 'password' } });
  }

  async hold(): Promise<void> {
    const preparation = this.#preparation;
    const password = this.#password;
    if (this.state().step.at !== 'hold' || preparation === undefined) return;
    if (password === undefined) return this.retype();
    let problem: PhoneCertificateErrorCode | undefined;
    this.#shown.show({ step: { at: 'hold' } });
    const view = await this.hand.hold(async (transport, onStage) => {
      await onStage('sign');
      return preparation.certify(transport, password.slice()).catch((error: unknown) => {
        if (error instanceof CardError) throw PhoneError.fromCard(error, 'signature');
        problem = codeOf(error);
        return undefined;
      });
    });
    if (view !== undefined) {
      this.#forgetPassword();
      this.#preparation = undefined;
      this.#shown.show({ step: { at: 'issued', view } });
    } else if (problem !== undefined) this.#shown.show({ step: { at: 'hold' }, problem });
    else if (this.#wasWrong()) this.retype();
  }

  /** The authority ends the certificates, which the lock must be opened for; then nothing is left here. */
  async end(): Promise<void> {
    if (!this.#busy()) return;
    try {
      await (await this.#certificate()).end();
      this.#shown.show({ step: { at: 'removed', told: true } });
    } catch (error) {
      await this.look(codeOf(error));
    }
  }

  /** Of this device alone. */
  async forgetHere(): Promise<void> {
    if (!this.#busy()) return;
    await (await this.#certificate()).forget();
    this.#shown.show({ step: { at: 'removed', told: false } });
  }

  /** The person leaves: nothing typed, and no lock without anything under it, stays behind. */
  leave(): void {
    this.#forgetPassword();
    void this.#preparation?.abandon();
    this.#preparation = undefined;
    this.hand.takeAway();
  }

  #busy(): boolean {
    const { step } = this.state();
    if (step.at !== 'shown' || step.busy) return false;
    this.#shown.show({ step: { ...step, busy: true } });
    return true;
  }

  #wasWrong(): boolean {
    const held = this.hand.state();
    return held.at === 'held' && held.problem?.code === 'card/pin-wrong';
  }

  #forgetPassword(): void {
    this.#password?.fill(0);
    this.#password = undefined;
  }
}
