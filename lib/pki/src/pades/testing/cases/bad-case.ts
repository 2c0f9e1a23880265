import { CONTRACT, type SigningOffice } from '../contract.ts';
import type { PdfWriter } from '../writer.ts';

/** A file with one fault, and the check that must name it. */
export interface BadCase {
  readonly title: string;
  readonly make: (office: SigningOffice) => Uint8Array;
  /** `id reason`, of the document or of its first signature. */
  readonly fault: string;
  /** Of {@link fault}, which change is named. */
  readonly change?: string;
}

export const RANGE = 'pades.byte-range';
export const UPDATES = 'pades.updates';
export const FILE = 'pades.file';
export const NEW_FIELD = '/Type /Annot /Subtype /Widget /FT /Sig /T (Third) /F 132 /Rect [0 0 0 0] /P 3 0 R';
export const FORM_XOBJECT =
  '<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Length 15 >>\nstream\n0 0 99 99 re f \nendstream';
export const field = (number: number, value: number) =>
  CONTRACT[number]?.replace('/T', `/V ${value} 0 R /T`) ?? '';
export const body = (number: number, from: string, to: string) => CONTRACT[number]?.replace(from, to) ?? '';
export const page = (annotations: string) => body(3, '11 0 R]', `11 0 R ${annotations}]`);

export function text(file: PdfWriter, from: string | RegExp, to: string): Uint8Array {
  const changed = file.copy();
  changed.text = file.text.replace(from, to);
  if (changed.text === file.text) throw new Error(`nothing to replace: ${from}`);
  return changed.bytes;
}
