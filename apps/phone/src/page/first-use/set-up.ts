import { toBase64url } from '@kazasu/bytes';
import { openCard, sha256DigestInfo, type Transport } from '@kazasu/card';
import {
  type Challenge,
  type HolderSession,
  type RegistrationBegun,
  type RegistrationProof,
  registrationMessage,
} from '@kazasu/provider/api';
import { PhoneError } from '../../headless/index.ts';
import { type Account, type AccountErrorCode, codeOf } from '../account/index.ts';
import type { Hand } from '../card/index.ts';
import { PinKeeper, type Problem } from '../login/index.ts';
import { Observed } from '../observed.ts';
import { type Furthest, type SetUpStep, stepBefore } from './steps.ts';

export interface SetUpState {
  readonly step: SetUpStep;
  readonly busy: boolean;
  /** What is wrong with the account or the passkey; what is wrong with the card stands in the hand. */
  readonly problem?: AccountErrorCode;
  /** The PIN was wrong, or the card refused it. */
  readonly pinProblem?: Problem;
  readonly endOthers: boolean;
  /** The page was loaded again after the passkey was made, and what the provider had begun is lost. */
  readonly restarted: boolean;
  /** The card has done its part, and the provider is judging it. */
  readonly judging: boolean;
}

export interface SetUpWorld {
  readonly account: Account;
  readonly hand: Hand;
  readonly furthest: Furthest;
  readonly config: () => Promise<{ readonly providerBase: string }>;
  /** Of this page. */
  readonly origin: string;
  /** Opens the page of a step. */
  readonly goTo: (step: SetUpStep) => void;
}

/** After these the registration is gone, and begins again with the passkey. */
const ENDS_REGISTRATION: readonly AccountErrorCode[] = [
  'holder/registration_unknown',
  'holder/registration_expired',
  'holder/passkey_invalid',
];
/** After these another card may do. */
const ABOUT_CARD: readonly AccountErrorCode[] = [
  'holder/certificate_invalid',
  'holder/certificate_expired',
  'holder/certificate_revoked',
];

const BEGINNING: SetUpState = {
  step: 'welcome',
  busy: false,
  endOthers: false,
  restarted: false,
  judging: false,
};

/**
 * The first use: from the welcome to an account. What the provider has begun, the PIN and the session that comes out are in memory
 * alone; a page that is loaded again begins with the passkey.
 */
export class SetUp {
  readonly #world: SetUpWorld;
  readonly #pins = new PinKeeper();
  #registration: RegistrationBegun | undefined;
  /** Made for the registration, and of no use without it. */
  #made: { readonly rpId: string; readonly id: string } | undefined;
  #session: HolderSession | undefined;
  readonly #shown = new Observed(BEGINNING);
  readonly state = this.#shown.state;
  readonly subscribe = this.#shown.subscribe;

  constructor(world: SetUpWorld) {
    this.#world = world;
  }

  get hand(): Hand {
    return this.#world.hand;
  }

  /** The address names a step: by the back button, after a reload, or because the one before is done. */
  arrive(asked: SetUpStep): void {
    const step = this.#lastPossible(asked);
    const restarted = step === 'lock' && asked !== 'lock' && this.#registration === undefined;
    const { problem: _, ...rest } = this.state();
    if (step === 'card') this.#pins.forgetAll();
    if (this.state().step !== step || restarted) this.#shown.show({ ...rest, step, restarted });
  }

  next(from: SetUpStep, to: SetUpStep): void {
    if (this.state().step !== from || this.state().busy) return;
    this.#world.furthest.write(to);
    this.#world.goTo(to);
  }

  back(): void {
    const before = stepBefore(this.state().step);
    if (before !== undefined && !this.state().busy) this.#world.goTo(before);
  }

  setEndOthers(endOthers: boolean): void {
    this.#shown.show({ ...this.state(), endOthers });
  }

  /** Has the device make a passkey; one that was made already for this registration is kept. */
  async makePasskey(): Promise<void> {
    if (this.state().step !== 'lock' || this.state().busy) return;
    const { client, passkeys } = this.#world.account;
    if (this.#registration === undefined) {
      this.#busy();
      try {
        const begun = await client.begin();
        await this.#requireHonest(begun.challenge);
        const made = await passkeys.make(begun.passkey);
        this.#made = { rpId: rpIdOf(begun), id: String(made.id) };
        await client.passkey(begun.registrationToken, made);
        this.#registration = begun;
      } catch (error) {
        this.#giveUpRegistration();
        this.#failed(error);
        return;
      }
      this.#shown.show({ ...this.state(), busy: false });
    }
    this.next('lock', 'card');
  }

  /** The hand holds a card whose PIN can be tried. */
  cardTaken(): void {
    this.next('card', 'pin');
  }

  /** Gets the digits and owns them. */
  enterPin(digits: Uint8Array): void {
    this.#pins.set('authentication', digits);
    this.next('pin', 'hold');
  }

  async hold(): Promise<void> {
    const { hand } = this.#world;
    const held = hand.state();
    const registration = this.#registration;
    if (this.state().step !== 'hold' || this.state().busy || held.at !== 'held') return;
    const pin = this.#pins.copies(['authentication'])?.authentication;
    if (pin === undefined || registration === undefined) {
      this.#world.goTo(registration === undefined ? 'lock' : 'pin');
      return;
    }
    const { problem: _, pinProblem: __, ...rest } = this.state();
    this.#shown.show({ ...rest, busy: true });
    // Typing the PIN below the warning was the consent to use the last try.
    const useLastTry = held.held.tries.authentication === 1;
    const proof = await hand.hold((transport, onStage) =>
      proofFor(registration.challenge, transport, pin, useLastTry, onStage),
    );
    pin.fill(0);
    if (proof === undefined) this.#afterFailedHold();
    else await this.#send(registration, proof);
  }

  async #send(registration: RegistrationBegun, proof: RegistrationProof): Promise<void> {
    const { account, furthest } = this.#world;
    const { registrationToken } = registration;
    this.#shown.show({ ...this.state(), judging: true });
    try {
      const { endOthers } = this.state();
      this.#session = await account.client.card(registrationToken, { ...proof, endOthers });
    } catch (error) {
      this.#failed(error);
      return;
    }
    this.forget();
    this.#made = undefined;
    account.remember();
    for (const id of this.#session.ended ?? []) await account.passkeys.forget(rpIdOf(registration), id);
    this.#shown.show({ ...this.state(), busy: false, judging: false });
    furthest.clear();
    this.#world.goTo('done');
  }

  /** Into the app. */
  finish(): void {
    const session = this.#session;
    if (session === undefined) return;
    this.#session = undefined;
    this.#registration = undefined;
    this.#shown.show(BEGINNING);
    this.#world.account.adopt(session);
  }

  /** The page goes away: nothing typed stays behind. */
  forget(): void {
    this.#pins.forgetAll();
    this.hand.takeAway();
  }

  #lastPossible(asked: SetUpStep): SetUpStep {
    const reached = this.#world.furthest.reached(asked);
    if (this.#session !== undefined) return 'done';
    if (reached === 'done') return 'welcome';
    const needsRegistration = reached === 'card' || reached === 'pin' || reached === 'hold';
    if (needsRegistration && this.#registration === undefined) return 'lock';
    if (reached === 'hold' && !this.#pins.has('authentication') && !this.state().busy)
      return this.#pinOrCard();
    return reached === 'pin' ? this.#pinOrCard() : reached;
  }

  #pinOrCard(): SetUpStep {
    return this.hand.state().at === 'held' ? 'pin' : 'card';
  }

  #afterFailedHold(): void {
    const state = this.hand.state();
    const problem = state.problem;
    this.#shown.show({ ...this.state(), busy: false });
    if (problem === undefined || problem.pin === undefined) return;
    this.#pins.forgetAll();
    if (problem.triesLeft === 0 || problem.code === 'card/pin-blocked') {
      void this.hand.choose(undefined, { ...problem, code: 'card/pin-blocked' });
      this.#world.goTo('card');
    } else {
      this.#shown.show({ ...this.state(), pinProblem: problem });
      this.#world.goTo('pin');
    }
  }

  #failed(error: unknown): void {
    const problem = error instanceof PhoneError ? 'phone/answer' : codeOf(error);
    if (ENDS_REGISTRATION.includes(problem)) this.#giveUpRegistration();
    this.#shown.show({ ...this.state(), busy: false, judging: false, problem });
    if (ENDS_REGISTRATION.includes(problem)) this.#goKeeping('lock', problem);
    else if (ABOUT_CARD.includes(problem)) this.#goKeeping('card', problem);
  }

  /** With its passkey, that the device does not offer it beside the one that is made next. */
  #giveUpRegistration(): void {
    const made = this.#made;
    this.#registration = undefined;
    this.#made = undefined;
    if (made !== undefined) void this.#world.account.passkeys.forget(made.rpId, made.id);
  }

  #goKeeping(step: SetUpStep, problem: AccountErrorCode): void {
    if (this.state().step !== step) this.#world.goTo(step);
    this.#shown.show({ ...this.state(), problem });
  }

  /** The card must sign for this very provider and app, and for no relying party. */
  async #requireHonest({ issuer, clientId, origin }: Challenge): Promise<void> {
    const { providerBase } = await this.#world.config();
    const ours = issuer.startsWith(`${providerBase}/`) && clientId === '' && origin === this.#world.origin;
    if (!ours) throw new PhoneError('phone/challenge', 'the challenge is for somebody else');
  }

  #busy(): void {
    const { problem: _, ...rest } = this.state();
    this.#shown.show({ ...rest, busy: true, restarted: false });
  }
}

/** As the provider named it to the device (PublicKeyCredentialCreationOptions.rp). */
function rpIdOf({ passkey: { rp } }: RegistrationBegun): string {
  return rp instanceof Object && 'id' in rp ? String(rp.id) : '';
}

async function proofFor(
  challenge: Challenge,
  transport: Transport,
  pin: Uint8Array,
  useLastTry: boolean,
  onStage: (stage: string) => Promise<void>,
): Promise<RegistrationProof> {
  const card = openCard(transport);
  await onStage('certificate');
  const certificate = await card.readAuthenticationCertificate();
  await onStage('signature');
  const hash = await crypto.subtle.digest('SHA-256', registrationMessage(challenge));
  const digestInfo = sha256DigestInfo(new Uint8Array(hash));
  const signature = await card
    .signWithAuthenticationKey(pin, digestInfo, { useLastTry })
    .catch((error) => Promise.reject(PhoneError.fromCard(error, 'authentication')));
  return { certificate: toBase64url(certificate), signature: toBase64url(signature) };
}
