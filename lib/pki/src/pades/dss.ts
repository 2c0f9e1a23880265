import { hash } from '../crypto.ts';
import {
  asArray,
  asDictionary,
  isStream,
  type PdfDictionary,
  type PdfDocument,
  type PdfValue,
  type PdfView,
} from '../pdf/index.ts';
import type { Check } from '../report.ts';
import { failed, passed } from '../rule.ts';
import { PADES_DSS } from './rules-document.ts';

/** DER of what the document holds for judging its signatures later. Everything of it is judged as if it came from anywhere. */
export interface ValidationData {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

const NOTHING: ValidationData = { certificates: [], crls: [], ocspResponses: [] };
const VALUES_MAX = 64;

/**
 * The document security store of the last revision, with what its VRI dictionaries add. Which signature a VRI is for (its key
 * is the SHA-1 of the signature's Contents) is not asked: whatever fits a certificate helps to judge it.
 */
export function readValidationData(
  document: PdfDocument,
  view: PdfView,
): { check?: Check; data: ValidationData } {
  const catalog = asDictionary(view.resolve(view.trailer.get('Root')));
  if (!catalog?.has('DSS')) return { data: NOTHING };
  const store = asDictionary(view.resolve(catalog.get('DSS')));
  const table = view.resolve(store?.get('VRI'));
  if (store === undefined || (table !== null && asDictionary(table) === undefined)) {
    return { check: failed(PADES_DSS, 'malformed'), data: NOTHING };
  }
  const own = [...(asDictionary(table) ?? new Map()).values()].map(
    (row) => asDictionary(view.resolve(row)) ?? new Map(),
  );
  const lists = [
    gather(document, view, [store], 'Certs', own, 'Cert'),
    gather(document, view, [store], 'CRLs', own, 'CRL'),
    gather(document, view, [store], 'OCSPs', own, 'OCSP'),
  ];
  const [certificates, crls, ocspResponses] = lists;
  if (certificates === undefined || crls === undefined || ocspResponses === undefined) {
    return { check: failed(PADES_DSS, 'malformed'), data: NOTHING };
  }
  if (lists.some((list) => (list ?? []).length > VALUES_MAX)) {
    return { check: failed(PADES_DSS, 'budget'), data: NOTHING };
  }
  const facts = { certificates: certificates.length, crls: crls.length, ocspResponses: ocspResponses.length };
  return { check: passed(PADES_DSS, facts), data: { certificates, crls, ocspResponses } };
}

function gather(
  document: PdfDocument,
  view: PdfView,
  stores: readonly PdfDictionary[],
  key: string,
  rows: readonly PdfDictionary[],
  rowKey: string,
): Uint8Array[] | undefined {
  const raws = [...stores.map((store) => store.get(key)), ...rows.map((row) => row.get(rowKey))];
  const items: PdfValue[] = [];
  for (const raw of raws) {
    const value = view.resolve(raw);
    if (value !== null && !Array.isArray(value)) return undefined;
    const list = asArray(value) ?? [];
    if (items.length + list.length > 16 * VALUES_MAX) return undefined;
    for (const item of list) items.push(item);
  }
  const found = new Map<unknown, Uint8Array>();
  for (const item of items) {
    const stream = view.resolve(item);
    if (!isStream(stream)) return undefined;
    // One object is unfolded once, however many rows name it.
    if (!found.has(stream.data)) found.set(stream.data, document.unfold(stream));
  }
  return distinct([...found.values()]);
}

function distinct(values: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(values.map((value) => [hash('sha256', value, 'hex'), value])).values()];
}
