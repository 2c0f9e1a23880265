import { malformed, tooMuch } from './fault.ts';
import { inflate } from './inflate.ts';
import { PDF_LIMITS } from './limits.ts';
import { asArray, asDictionary, asInteger } from './shape.ts';
import type { PdfDictionary, PdfStream, PdfValue } from './value.ts';

/** How many octets the streams of a file may still unfold to; one for each file, so that many small bombs are one. */
export interface Allowance {
  left: number;
}

export function allowanceFor(fileLength: number): Allowance {
  return { left: PDF_LIMITS.unfoldedInAll + PDF_LIMITS.unfoldedPerOctet * fileLength };
}

/** The octets of a stream with FlateDecode and PNG predictors, or none; other filters are refused. */
export function unfold(stream: PdfStream, allowance: Allowance): Uint8Array {
  const filter = single(stream.dictionary.get('Filter'));
  if (filter === null) return stream.data;
  if (filter !== 'FlateDecode') throw malformed('stream with an unexpected filter');
  const limit = Math.min(PDF_LIMITS.unfolded, allowance.left);
  if (limit <= 0) throw tooMuch('streams unfold to more than the file may');
  const data = inflate(stream.data, limit);
  allowance.left -= data.length;
  const parameters = single(stream.dictionary.get('DecodeParms'));
  return parameters === null ? data : unpredict(data, asDictionary(parameters) ?? new Map());
}

/** One filter may stand alone or in an array. */
function single(value: PdfValue | undefined): PdfValue {
  const list = asArray(value);
  if (list === undefined) return value ?? null;
  if (list.length > 1) throw malformed('stream with several filters');
  return list[0] ?? null;
}

/** ISO 32000-2 7.4.4.4: PNG's row filters; TIFF's predictor has no use in cross-references and is refused. */
function unpredict(data: Uint8Array, parameters: PdfDictionary): Uint8Array {
  const predictor = asInteger(parameters.get('Predictor')) ?? 1;
  if (predictor === 1) return data;
  const number = (key: string, absent: number) => asInteger(parameters.get(key) ?? absent) ?? 0;
  const bits = number('Colors', 1) * number('BitsPerComponent', 8);
  const width = (bits * number('Columns', 1) + 7) >> 3;
  const pixel = Math.max(1, bits >> 3);
  if (predictor < 10 || predictor > 15 || !(bits > 0 && bits <= 256) || !(width > 0 && width <= 4096)) {
    throw malformed('stream with an unexpected predictor');
  }
  if (data.length % (width + 1) !== 0) throw malformed('stream of broken rows');
  return unfilterRows(data, width, pixel);
}

function unfilterRows(data: Uint8Array, width: number, pixel: number): Uint8Array {
  const rows = data.length / (width + 1);
  const out = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const from = row * (width + 1) + 1;
    const to = row * width;
    const kind = data[from - 1] as number;
    if (kind > 4) throw malformed('row of an unknown kind');
    for (let i = 0; i < width; i++) {
      const left = i >= pixel ? (out[to + i - pixel] as number) : 0;
      const up = row > 0 ? (out[to + i - width] as number) : 0;
      const corner = i >= pixel && row > 0 ? (out[to + i - width - pixel] as number) : 0;
      out[to + i] = (data[from + i] as number) + predicted(kind, left, up, corner);
    }
  }
  return out;
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  if (kind === 0) return 0;
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
