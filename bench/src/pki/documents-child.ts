/**
 * In a process of its own, because what signs here belongs to tests and cleans up after them: writes a signed contract in
 * each format, with what is needed to verify it, into the folder that the command line names.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPem } from '@kazasu/bytes';
import { SigningOffice } from '@kazasu/pki/pades/testing';
import { createSigningBench } from '@kazasu/pki/xades/testing';

const [folder = '.'] = process.argv.slice(2);
const write = (name: string, octets: Uint8Array | string) => writeFileSync(join(folder, name), octets);

const office = new SigningOffice();
const content = office.draft().bytes;
write('contract.pdf', content);
write('contract.p7s', office.cms(content));
write('signed.pdf', office.signed().bytes);
write('office-ca.der', office.town.ca);
write('office.crl', office.crl);
write('time', String(office.options.time));

const { h, crl, signed } = createSigningBench();
write('signed.xml', signed());
write('paper-ca.der', h.ca);
write('paper-ca.pem', toPem('CERTIFICATE', h.ca));
write('paper.crl', crl);
