import type { EventName, ResidentView } from '../../api.ts';
import { MUNICIPALITIES } from '../invented.ts';
import type { CounterReader } from '../reader.ts';
import type { Values } from './field.ts';

interface BodyContext {
  readonly view: ResidentView;
  readonly reader: CounterReader | undefined;
}

/** What is sent to the event, made of what was entered; the event's own schema judges it. */
export function bodyOf(event: EventName, values: Values, { view, reader }: BodyContext): object {
  const { record } = view;
  switch (event) {
    case 'application':
      return { signature: values.get('signature') === 'yes', ...portraitOf(reader, record.residentId) };
    case 'hand-over':
      return { pins: pinsOf(values) };
    case 'move':
      return moveOf(values, view);
    case 'correction':
      return correctionOf(values, view);
    case 'card-writing':
      return given({ face: reader?.faceOf(record.residentId) });
    case 'signature-certificate':
      return { password: values.get('pinSignature') ?? '' };
    case 'pin-reset':
      return pinsOf(values);
    case 'renewal':
      return optionsOf(values, reader, record.residentId);
    case 'reissue':
      return { cause: values.get('cause'), options: optionsOf(values, reader, record.residentId) };
    case 'revocation-request':
    case 'key-compromise':
      return { roles: rolesOf(values) };
    case 'consent-withdrawal':
      return { consentId: values.get('consentId') };
    default:
      return {};
  }
}

export function rolesOf(values: Values): string[] {
  return (values.get('roles') ?? '').split(' ').filter((role) => role !== '');
}

/** The record of a municipality of the form's list; undefined for one that is not in it. */
export function municipalityOf(code: string | undefined) {
  return Object.values(MUNICIPALITIES).find((one) => one.code === code);
}

function moveOf(values: Values, { record }: ResidentView): object {
  const municipality = municipalityOf(values.get('municipality')) ?? record.municipality;
  const certificateAddress = entered(values, 'certificateAddress');
  return { address: values.get('address'), municipality, ...given({ certificateAddress }) };
}

/** Only what differs from the register. */
function correctionOf(values: Values, { record }: ResidentView): object {
  const differing = (name: 'name' | 'birthdate' | 'gender') => {
    const value = entered(values, name);
    return value === record[name] ? undefined : value;
  };
  const name = differing('name');
  const certificateName = entered(values, 'certificateName');
  const substitute =
    name === undefined && certificateName === record.certificateName ? undefined : certificateName;
  return given({
    name: substitute === undefined ? name : (name ?? record.name),
    certificateName: substitute,
    birthdate: differing('birthdate'),
    gender: differing('gender'),
  });
}

function optionsOf(values: Values, reader: CounterReader | undefined, residentId: string): object {
  return { pins: pinsOf(values), ...portraitOf(reader, residentId) };
}

function pinsOf(values: Values): object {
  return given({
    authentication: entered(values, 'pinAuthentication'),
    text: entered(values, 'pinText'),
    juki: entered(values, 'pinJuki'),
    signature: entered(values, 'pinSignature'),
  });
}

export function portraitOf(reader: CounterReader | undefined, residentId: string): object {
  return given({ portrait: reader?.portraitOf(residentId) });
}

function entered(values: Values, name: string): string | undefined {
  const value = values.get(name);
  return value === '' ? undefined : value;
}

function given(members: { readonly [name: string]: string | undefined }): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
