import { type Language, readableGender } from '@kazasu/ui/text';
import type { EventName, ResidentView } from '../../api.ts';
import { MUNICIPALITIES } from '../invented.ts';
import type { Texts } from '../text/index.ts';
import type { Field, Option } from './field.ts';

/** What a field needs to know to be written. */
export interface FieldContext {
  readonly texts: Texts;
  readonly lang: Language;
  readonly view: ResidentView;
  /** Whether this person may have a signature certificate. */
  readonly signatureAllowed: boolean;
}

type Fields = (context: FieldContext) => readonly Field[];

const ANY = /^[^\p{Cc}]+$/u;
const PIN = { form: /^\d{4}$/, longest: 4, digits: true, secret: true } as const;
const PASSWORD = { form: /^[A-Z0-9]{6,16}$/, longest: 16, secret: true } as const;
/** Typed by nobody in particular: everybody here is invented. */
const USUAL = { pin: '1234', password: 'ABC123' } as const;

/** The entries that each event asks for; an event that asks for none is confirmed at once. */
export const FIELDS: { readonly [Name in EventName]: Fields } = {
  application: ({ texts, signatureAllowed }) => [signatureWish(texts, signatureAllowed)],
  making: () => [],
  'hand-over': (context) => pins(context, hasSignatureKey(context.view)),
  loss: () => [],
  recovery: () => [],
  move: ({ texts, view }) => [
    text(texts, 'address', { longest: 200, support: texts.form.formats.address, value: view.record.address }),
    municipality(texts, view.record.municipality.code),
    substitute(texts, 'certificateAddress', 200, view.record.certificateAddress),
  ],
  correction: ({ texts, lang, view: { record } }) => [
    ...nameFields(texts, record.name, record.certificateName),
    birthdate(texts, record.birthdate),
    gender(texts, lang, record.gender),
  ],
  'card-writing': () => [],
  'signature-certificate': ({ texts }) => [password(texts, USUAL.password)],
  'pin-reset': ({ texts, view }) => newPins(texts, hasSignatureKey(view)),
  renewal: (context) => pins(context, context.signatureAllowed),
  reissue: (context) => [
    choice(
      context.texts,
      'cause',
      ['lost', 'damaged'].map((value) => ({ value, label: causeName(context.texts, value) })),
    ),
    ...pins(context, context.signatureAllowed),
  ],
  return: () => [],
  departure: () => [],
  death: () => [],
  'revocation-request': ({ texts, view }) => [roles(texts, view)],
  'key-compromise': ({ texts, view }) => [roles(texts, view)],
  'phone-end': () => [],
  'consent-withdrawal': ({ texts, view }) => [
    choice(
      texts,
      'consentId',
      view.consents
        .filter(({ inForce }) => inForce)
        .map(({ consentId, service, verifierId, purpose }) => ({
          value: consentId,
          label: `${service} (${verifierId}, ${purpose})`,
        })),
    ),
  ],
};

export function text(
  { form }: Texts,
  name: keyof Texts['form']['fields'],
  rest: Partial<Field> & Pick<Field, 'value'>,
): Field {
  return { name, label: form.fields[name], form: ANY, longest: 100, ...rest };
}

export function choice(
  texts: Texts,
  name: keyof Texts['form']['fields'],
  options: readonly Option[],
  value = options[0]?.value ?? '',
): Field {
  return text(texts, name, { options, value });
}

export function nameFields(texts: Texts, name: string, certificateName: string | undefined): Field[] {
  return [
    text(texts, 'name', { support: texts.form.formats.name, value: name }),
    substitute(texts, 'certificateName', 100, certificateName),
  ];
}

export function substitute(
  texts: Texts,
  name: 'certificateName' | 'certificateAddress',
  longest: number,
  value = '',
): Field {
  return text(texts, name, { longest, optional: true, support: texts.form.formats.substitute, value });
}

export function birthdate(texts: Texts, value: string): Field {
  const rest = { form: /^\d{8}$/, longest: 8, digits: true, support: texts.form.formats.birthdate } as const;
  return text(texts, 'birthdate', { ...rest, value });
}

export function gender(texts: Texts, lang: Language, value: string): Field {
  const options = ['1', '2', '9'].map((digit) => ({ value: digit, label: readableGender(digit, lang) }));
  return choice(texts, 'gender', options, value);
}

/** The invented municipalities, and whichever the person lives in. */
export function municipality(texts: Texts, code: string): Field {
  const known = Object.entries(MUNICIPALITIES).map(([name, { code: value }]) => ({
    value,
    label: `${texts.form.municipalities[name as keyof typeof MUNICIPALITIES]} (${value})`,
  }));
  const isKnown = known.some(({ value }) => value === code);
  const options = isKnown ? known : [{ value: code, label: `${texts.form.unchanged} (${code})` }, ...known];
  return choice(texts, 'municipality', options, code);
}

export function signatureWish(texts: Texts, allowed: boolean): Field {
  const { options, supports } = texts.form;
  const wishes = [
    { value: 'yes', label: options.yes },
    { value: 'no', label: options.no },
  ];
  const field = choice(texts, 'signature', wishes, allowed ? 'yes' : 'no');
  return { ...field, support: supports.signatureAge };
}

function causeName({ form }: Texts, cause: string): string {
  return cause === 'lost' ? form.options.lost : form.options.damaged;
}

function pins({ texts }: FieldContext, withSignature: boolean): Field[] {
  const pin = (name: 'pinAuthentication' | 'pinText') =>
    text(texts, name, { ...PIN, support: texts.form.formats.pin, value: USUAL.pin });
  const both = [pin('pinAuthentication'), pin('pinText')];
  return withSignature ? [...both, password(texts, USUAL.password)] : both;
}

/** Those that stay empty stay what they are. */
function newPins(texts: Texts, withSignature: boolean): Field[] {
  const { pinOptional, passwordOptional } = texts.form.supports;
  const pin = (name: 'pinAuthentication' | 'pinText' | 'pinJuki') =>
    text(texts, name, { ...PIN, optional: true, support: pinOptional, value: '' });
  const digits = [pin('pinAuthentication'), pin('pinText'), pin('pinJuki')];
  if (!withSignature) return digits;
  return [...digits, { ...password(texts, ''), optional: true, support: passwordOptional }];
}

function password(texts: Texts, value: string): Field {
  return text(texts, 'pinSignature', { ...PASSWORD, support: texts.form.formats.password, value });
}

/** Of those that can still be revoked: each alone, or both. */
function roles(texts: Texts, view: ResidentView): Field {
  const found = (['authentication', 'signature'] as const).filter((role) =>
    livingOnCard(view).some((certificate) => certificate.role === role),
  );
  const each = found.map((role) => ({ value: role as string, label: texts.state.role[role] }));
  const all = { value: found.join(' '), label: each.map(({ label }) => label).join(' + ') };
  return choice(texts, 'roles', found.length > 1 ? [...each, all] : each);
}

/** What is on the card and may still come to an end. */
export function livingOnCard(view: ResidentView) {
  return view.certificates.filter(
    ({ device, state }) => device === 'card' && (state === 'valid' || state === 'held'),
  );
}

/** Whatever became of its certificate. */
function hasSignatureKey(view: ResidentView): boolean {
  const sequence = view.cards.at(-1)?.sequence;
  return view.certificates.some(
    (one) => one.device === 'card' && one.role === 'signature' && one.sequence === sequence,
  );
}
