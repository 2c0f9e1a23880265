import { verifyCms } from '../../ades/index.ts';
import { parseCertificate } from '../../certificate.ts';
import { parseCrl } from '../../crl/index.ts';
import { verifyPades } from '../index.ts';
import { SigningOffice, TRAILER } from './contract.ts';

/** Verdicts a second over small files, beside CAdES by the same signer. Run by hand: `node …/pades/testing/bench.ts`. */
const office = new SigningOffice();
const options = {
  ...office.options,
  anchors: office.options.anchors.map((der) => parseCertificate(der)),
  crls: office.options.crls.map((der) => parseCrl(der)),
};
const content = office.draft().bytes;
const cms = office.cms(content);
const signed = office.signed().bytes;
const updated = office.signed().revision({ 9: '<< /Producer (b) /Title (Contract) >>' }, TRAILER).bytes;
const large = office.signed(
  office.draft({ 50: `<< /Length ${20 << 20} >>\nstream\n${'x'.repeat(20 << 20)}\nendstream` }),
).bytes;

/** By this process's own CPU time, so that neighbours do not count. */
function rate(verify: () => { verdict: string }, count = 1500): number {
  for (let i = 0; i < 300; i++) if (verify().verdict !== 'valid') throw new Error('not valid');
  const start = process.cpuUsage();
  for (let i = 0; i < count; i++) verify();
  const { user, system } = process.cpuUsage(start);
  return Math.round((count * 1e6) / (user + system));
}

function once(verify: () => { verdict: string }): number {
  const start = performance.now();
  if (verify().verdict !== 'valid') throw new Error('not valid');
  return Math.round(performance.now() - start);
}

process.stdout.write(
  `${JSON.stringify({
    cadesPerSecond: rate(() => verifyCms(cms, { ...options, content })),
    padesPerSecond: rate(() => verifyPades(signed, options)),
    padesWithUpdatePerSecond: rate(() => verifyPades(updated, options)),
    octets: signed.length,
    twentyMebibytesMs: once(() => verifyPades(large, options)),
  })}\n`,
);
