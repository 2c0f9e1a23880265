import {
  createRelyingParty,
  createVerifierClient,
  type LoginSession,
  RelyingPartyError,
  type SignResult,
  type SignSession,
} from '@kazasu/rp';
import { assemblePdf, type PreparedPdf, preparePdf } from '@kazasu/rp/documents';
import type { Application, Draft } from './application/index.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Decision, decide } from './decision/index.ts';
import { type DrawnForm, japaneseInstant } from './form/index.ts';
import type { TownOfficeOptions } from './options.ts';
import { randomToken } from './random.ts';
import type { Filed, Signing } from './session/index.ts';
import { UnderWay } from './under-way.ts';

/** What the card fills in. */
type Items = Pick<Draft, 'name' | 'address' | 'birthdate'>;

/** The whole of what an office does for a signature: four calls of the library, one after another; and a login for what is typed. */
export class Office {
  readonly rp: ReturnType<typeof createRelyingParty>;
  readonly verifier: ReturnType<typeof createVerifierClient>;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
  readonly #purpose: string;
  readonly #filling = new UnderWay<LoginSession, Items>();
  readonly #beginning = new UnderWay<Application, Omit<Signing, 'isSecond'>>();
  readonly #receiving = new UnderWay<SignSession, Filed>();
  readonly #judging = new UnderWay<Filed, Decision>();

  constructor({
    origin,
    verifier,
    clock = systemClock,
    onFault = () => {},
    fetch,
    ...options
  }: TownOfficeOptions) {
    const reach = fetch && { fetch };
    const { purpose, ...verifying } = verifier;
    this.rp = createRelyingParty({ ...options, ...reach, clock, redirectUri: `${origin}/callback` });
    this.verifier = createVerifierClient({ ...verifying, ...reach });
    this.clock = clock;
    this.onFault = onFault;
    this.#purpose = purpose;
  }

  /** A login that fills in what the card knows. */
  beginFill(): { readonly url: string; readonly session: LoginSession } {
    return this.rp.authorizationUrl({ scope: ['openid', 'name', 'address', 'birthdate'] });
  }

  /** Redeems a callback of such a login, once, however often it comes at the same time. */
  fill(callback: string, login: LoginSession): Promise<Items> {
    return this.#filling.run(login, async () => {
      const { tokens } = await this.rp.callback(callback, login);
      const { name = '', address = '', birthdate = '' } = await this.rp.userinfo(tokens);
      const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(birthdate) ?? [];
      return { name, address, birthdate: year === undefined ? '' : `${year}-${month}-${day}` };
    });
  }

  /** Keeps a place for the signature in the form, and asks the provider to have its digest signed. */
  begin(application: Application, form: DrawnForm): Promise<Omit<Signing, 'isSecond'>> {
    return this.#beginning.run(application, async () => {
      const prepared = prepare(form, this.clock());
      const name = `住民票の写しの交付申請書（${application.number}）.pdf`;
      const documents = [{ digest: prepared.digest, name }];
      const { url, session } = await this.rp.createSignRequest({ documents });
      return { url, session, application, prepared };
    });
  }

  /** Fetches what was signed, once, and puts the signed form together. Nothing is decided yet. */
  receive(callback: string, { session, application, prepared }: Signing): Promise<Filed> {
    return this.#receiving.run(session, async () => {
      const { signature, certificate, status } = clearIn(await this.rp.fetchSignature(callback, session));
      const pdf = Uint8Array.from(assemblePdf(prepared, { signature, certificate }));
      const { state } = session;
      const decision = { kind: 'waiting' } as const;
      return { application, state, pdf, status, idempotencyKey: randomToken(), decision };
    });
  }

  /** Has the signed form verified, and decides. The same answer however often it is asked for one application. */
  judge(filed: Filed): Promise<Decision> {
    return this.#judging.run(filed, () => this.#judge(filed));
  }

  /** Waits for a judgement that is under way. */
  async judged(filed: Filed): Promise<void> {
    await this.#judging.find(filed);
  }

  async #judge({ application, pdf, status, idempotencyKey }: Filed): Promise<Decision> {
    try {
      const verification = await this.verifier.verify({
        document: pdf,
        mediaType: 'application/pdf',
        purpose: this.#purpose,
        reference: application.number,
        idempotencyKey,
      });
      // Where the first answer was lost on its way, the items were in that one: they are asked for, with their purpose.
      const { id, verdict, items } = verification;
      const isLost = verdict === 'valid' && items === undefined;
      const all = isLost
        ? { ...verification, items: await this.verifier.items(id, this.#purpose) }
        : verification;
      return decide(application, status, all);
    } catch (error) {
      // Of the office and its operator, never of the person: it is theirs to mend, and then to ask again.
      if (!(error instanceof RelyingPartyError)) throw error;
      this.onFault(error);
      return { kind: 'waiting' };
    }
  }
}

function prepare({ pdf, place }: DrawnForm, time: number): PreparedPdf {
  const lines = ['電子署名（公的個人認証サービス）', `${japaneseInstant(time)}（日本時間）`];
  return preparePdf({
    pdf,
    signingTime: time,
    reason: '住民票の写しの交付申請',
    appearance: { page: 1, rectangle: place, lines },
  });
}

/** An office is told in the clear; a private relying party would hand the JWE to the verifier. */
function clearIn({ signed }: SignResult) {
  const [signature, ...others] = signed.kind === 'government' ? signed.signatures : [];
  if (signed.kind !== 'government' || signature === undefined || others.length > 0) {
    throw new Error('the office is not registered as a government relying party');
  }
  return { signature, certificate: signed.certificate, status: signed.status.status };
}
