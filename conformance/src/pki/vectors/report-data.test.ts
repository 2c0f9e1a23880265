import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { toBase64, toHex } from '@kazasu/bytes';
import {
  type Certificate,
  parseCertificate,
  type Report,
  reportData,
  type SignatureReport,
} from '@kazasu/pki';
import { reportOn } from './judge.ts';
import { readFiles, type Vector, vectorsOf } from './read.ts';

const vectors = readFiles().flatMap(vectorsOf);

test('no report of any vector, written out in any way, tells whom it is about', () => {
  let told = 0;
  for (const vector of vectors) {
    const report = reportOn(vector);
    const data = reportData(report);
    assert.deepEqual(JSON.parse(JSON.stringify(data)), data, vector.id);
    const texts = [
      JSON.stringify(data),
      JSON.stringify(report),
      inspect(report, { depth: 9, maxArrayLength: null }),
    ];
    for (const leaf of leavesOf(vector, report)) {
      told++;
      for (const mark of marksOf(leaf)) {
        assert.ok(!texts.some((text) => text.includes(mark)), `${vector.id}: ${mark}`);
      }
    }
  }
  assert.ok(told > 450, `${told}`);
});

function leavesOf(vector: Vector, report: Report): Certificate[] {
  const signatures: readonly SignatureReport[] =
    'signatures' in report ? (report.signatures as SignatureReport[]) : [];
  const ders = [vector.one('certificate'), ...signatures.map(({ certificate }) => certificate)];
  return ders.flatMap((der) => {
    try {
      return der === undefined ? [] : [parseCertificate(der)];
    } catch {
      return [];
    }
  });
}

/** Its key and signature as octets are written, its serial number, its name. */
function marksOf({ spki, signature, serial, subject, keyId, encoded }: Certificate): string[] {
  const parts = [spki.encoded.subarray(-24), signature.subarray(-24), encoded.subarray(0, 24)];
  const octets = parts
    .filter(({ length }) => length > 8)
    .flatMap((part) => [
      toHex(part),
      toBase64(part),
      [...part].join(','),
      [...part].map((octet, at) => `"${at}":${octet}`).join(','),
    ]);
  const names = subject.rdns.flat().flatMap(({ text = '' }) => (text.length > 4 ? [text] : []));
  // Shorter ones are in every number.
  const numbers = serial.length < 6 ? [] : [serial, serial.toUpperCase(), String(BigInt(`0x${serial}`))];
  return [...octets, ...names, ...numbers, ...(keyId === undefined ? [] : [keyId])];
}
