import type { Lab } from '../lab.ts';
import { pinOf, pinWord, type ScenarioFile, select, selectFile, verify } from './scenario.ts';

/** As OpenSC reads a certificate: the first four octets, then steps of 256 and exactly the rest. */
function dumpAsOpenSc(lab: Lab, file: string): void {
  selectFile(lab, file);
  const header = lab.send('00b0000004', '9000');
  const length = Number.parseInt(header.slice(4, 8), 16) + 4;
  for (let offset = 0; offset < length; offset += 256) {
    const le = Math.min(256, length - offset) & 255;
    lab.send(`00b0${offset.toString(16).padStart(4, '0')}${le.toString(16).padStart(2, '0')}`, '9000');
  }
}

export const JPKI_FILES: ScenarioFile = {
  name: 'jpki-files',
  title: 'Files of the JPKI application',
  description: 'Recognition of the card, certificates, token information and availability.',
  scenarios: [
    {
      id: 'opensc-dump',
      comment:
        'What OpenSC 0.23 sends to recognise the card and to dump it: tries of both PINs, then every certificate. The signature certificate is behind its password and refused.',
      source: 'facts a.3, a.4, a.9; OpenSC src/libopensc/card-jpki.c, observed',
      flags: ['Agreed'],
      drive: (lab) => {
        select(lab, 'jpki');
        selectFile(lab, '0018');
        lab.send('00200080', '63c3', { comment: 'never 9000 or 6984: OpenSC would give up' });
        selectFile(lab, '001b');
        lab.send('00200080', '63c5');
        dumpAsOpenSc(lab, '000a');
        selectFile(lab, '0001');
        lab.send('00b0000004', '6982');
        dumpAsOpenSc(lab, '000b');
        dumpAsOpenSc(lab, '0002');
      },
    },
    {
      id: 'opensc-signature-certificate',
      comment: 'The same with the signature password: the certificate with the four items can be read.',
      source: 'facts a.4, a.9',
      flags: ['Agreed'],
      drive: (lab) => {
        select(lab, 'jpki');
        selectFile(lab, '001b');
        verify(lab, pinOf(lab.json, 'signature'));
        dumpAsOpenSc(lab, '0001');
      },
    },
    {
      id: 'other-drivers-probe',
      comment: 'Probes of drivers for other cards are refused and do no harm.',
      source: 'facts a.3; OpenSC, observed',
      flags: ['Agreed'],
      drive: (lab) => {
        lab.send('00a4040c 07 a0000002471001', '6a82');
        lab.send('00a40400 09 a00000030800001000 00', '6a82');
        lab.send('00ca9f7f00', '6a88');
        lab.send('80ca9f7f00', '6d00');
        select(lab, 'jpki');
        lab.send('00a4040c 07 a0000002471001', '6a82');
        selectFile(lab, '000a');
      },
    },
    {
      id: 'extended-length',
      comment: 'READ BINARY with an extended Le of 0000 brings a whole certificate in one answer.',
      source: 'facts a.1',
      flags: ['Agreed'],
      drive: (lab) => {
        select(lab, 'jpki');
        selectFile(lab, '000a');
        lab.send('00b00000 000000', '9000');
        lab.send('00b00010 000080', '9000');
      },
    },
    {
      id: 'short-identifier',
      comment: 'P1 = 80+sfi reads a file without selecting it.',
      source: 'facts a.3',
      flags: ['Agreed'],
      drive: (lab) => {
        select(lab, 'jpki');
        lab.send('00b0860020', '9000');
        lab.send('00b0880000', '9000');
      },
    },
    {
      id: 'past-the-end',
      comment:
        'A READ that starts at or behind the end is refused; one that starts inside ends with the file.',
      source: 'facts a.3',
      flags: ['Guess'],
      drive: (lab) => {
        select(lab, 'jpki');
        selectFile(lab, '0006');
        lab.send('00b0009f00', '9000');
        lab.send('00b000a000', '6b00');
        lab.send('00b07fff00', '6b00');
      },
    },
    {
      id: 'reader-certificates',
      comment: 'The reader: authentication certificate, both CA certificates, the token label. No PIN.',
      source: 'facts a.4, a.9',
      flags: ['Agreed'],
      drive: async (lab) => {
        await lab.call('readAuthenticationCertificate', []);
        await lab.call('readCaCertificate', ['authentication']);
        await lab.call('readCaCertificate', ['signature']);
        await lab.call('readTokenLabel', []);
        await lab.call('readAvailability', []);
      },
    },
    {
      id: 'reader-signature-certificate',
      comment: 'The reader: signature certificate behind its password.',
      source: 'facts a.4, a.9',
      flags: ['Agreed'],
      drive: async (lab) => {
        await lab.call('readSignatureCertificate', [pinWord(lab, 'signature')]);
      },
    },
  ],
};
