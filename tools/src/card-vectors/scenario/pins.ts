import type { PinName } from '@kazasu/card/testing';
import {
  type APPLICATIONS,
  pinOf,
  pinWord,
  type Scenario,
  type ScenarioFile,
  select,
  selectFile,
  verify,
} from './scenario.ts';

interface Row {
  readonly pin: PinName;
  readonly application: keyof typeof APPLICATIONS;
  readonly file: string;
  readonly tries: number;
  /** Of the right length and wrong. */
  readonly wrong: string;
}

const ROWS: readonly Row[] = [
  { pin: 'authentication', application: 'jpki', file: '0018', tries: 3, wrong: '0000' },
  { pin: 'signature', application: 'jpki', file: '001b', tries: 5, wrong: 'WRONG0' },
  { pin: 'text', application: 'text', file: '0011', tries: 3, wrong: '0000' },
  { pin: 'textNumberA', application: 'text', file: '0014', tries: 10, wrong: '000000000000' },
  { pin: 'textNumberB', application: 'text', file: '0015', tries: 10, wrong: '00000000000000' },
  { pin: 'surfaceNumberA', application: 'surface', file: '0013', tries: 10, wrong: '000000000000' },
  { pin: 'surfaceNumberB', application: 'surface', file: '0012', tries: 10, wrong: '00000000000000' },
  { pin: 'surfaceBirthdate', application: 'surface', file: '0011', tries: 10, wrong: '000000' },
  { pin: 'juki', application: 'juki', file: '001c', tries: 3, wrong: '0000' },
  { pin: 'common', application: 'common', file: '001c', tries: 3, wrong: '0000' },
];

function toBlocked({ pin, application, file, tries, wrong }: Row): Scenario {
  return {
    id: `blocked-${pin}`,
    comment: `Every wrong try counts down, the last answers 63C0, from then on 6984 even with the right value; asking stays free and answers 63C0. A reset gives nothing back.`,
    source: 'facts a.3, a.5',
    flags: tries === 10 ? ['Guess', 'UsesTries'] : ['Agreed', 'UsesTries'],
    drive: (lab) => {
      select(lab, application);
      selectFile(lab, file);
      for (let left = tries; left > 0; left -= 1) {
        lab.send('00200080', `63c${left.toString(16)}`);
        verify(lab, wrong, `63c${(left - 1).toString(16)}`);
      }
      verify(lab, pinOf(lab.json, pin), '6984');
      lab.send('00200080', '63c0');
      lab.reset();
      select(lab, application);
      selectFile(lab, file);
      verify(lab, pinOf(lab.json, pin), '6984');
    },
  };
}

export const PINS: ScenarioFile = {
  name: 'pins',
  title: 'PINs, their counters and what they open',
  description:
    'Wrong values up to the blocked PIN, tries queries, changes, and what takes a verified PIN back.',
  scenarios: [
    ...ROWS.map(toBlocked),
    {
      id: 'success-restores',
      comment:
        'A right PIN gives all tries back; asking for tries costs none and answers 63Cx also while verified.',
      source: 'facts a.5; OpenSC, observed',
      flags: ['Agreed'],
      triesBefore: { authentication: 1 },
      drive: (lab) => {
        select(lab, 'jpki');
        lab.send('00200098', '63c1');
        selectFile(lab, '0018');
        verify(lab, pinOf(lab.json, 'authentication'));
        lab.send('00200080', '63c3');
      },
    },
    {
      id: 'state-drops',
      comment:
        'SELECT of an application and a reset each forget the verified PIN; a failed SELECT does not; a miss does.',
      source: 'facts a.3',
      flags: ['Measured', 'UsesTries'],
      drive: (lab) => {
        const open = () => {
          select(lab, 'jpki');
          selectFile(lab, '001b');
          verify(lab, pinOf(lab.json, 'signature'));
        };
        const read = (status: string) => {
          selectFile(lab, '0001');
          lab.send('00b0000004', status);
        };
        open();
        lab.send('00a4040c 05 a000000003', '6a82');
        read('9000');
        select(lab, 'jpki');
        read('6982');
        open();
        lab.reset();
        select(lab, 'jpki');
        read('6982');
        open();
        verify(lab, 'WRONG0', '63c4');
        read('6982');
      },
    },
    {
      id: 'change',
      comment:
        'CHANGE REFERENCE DATA carries the new PIN alone and needs the old one verified. The old one is then wrong.',
      source: 'facts a.3',
      flags: ['Measured', 'UsesTries'],
      drive: (lab) => {
        select(lab, 'jpki');
        selectFile(lab, '0018');
        lab.send('00240180 04 39393939', '6982');
        verify(lab, pinOf(lab.json, 'authentication'));
        lab.send('00240180 04 39393939', '9000');
        select(lab, 'jpki');
        selectFile(lab, '0018');
        verify(lab, pinOf(lab.json, 'authentication'), '63c2');
        verify(lab, '9999');
        verify(lab, '0000', '63c2');
      },
    },
    {
      id: 'change-juki',
      comment: "The registry's application changes its PIN with 80 32 instead.",
      source: 'facts a.3',
      flags: ['Measured'],
      drive: (lab) => {
        select(lab, 'juki');
        selectFile(lab, '001c');
        verify(lab, pinOf(lab.json, 'juki'));
        lab.send('80320080 04 39393939', '9000');
        select(lab, 'juki');
        selectFile(lab, '001c');
        verify(lab, '9999');
      },
    },
    {
      id: 'reader-wrong',
      comment:
        'The reader: a wrong PIN twice, then it refuses to use the last try; asked to, it blocks the PIN.',
      source: 'facts a.5',
      flags: ['Agreed', 'UsesTries'],
      drive: async (lab) => {
        const wrong = { ascii: '0000' };
        const data = { hex: '30'.repeat(51) };
        await lab.call('signWithAuthenticationKey', [wrong, data], 'card/pin-wrong');
        await lab.call('signWithAuthenticationKey', [wrong, data], 'card/pin-wrong');
        await lab.call('signWithAuthenticationKey', [pinWord(lab, 'authentication'), data], 'card/last-try');
        await lab.call('signWithAuthenticationKey', [wrong, data, { useLastTry: true }], 'card/pin-wrong');
        await lab.call(
          'signWithAuthenticationKey',
          [pinWord(lab, 'authentication'), data],
          'card/pin-blocked',
        );
        await lab.call('triesLeft', ['authentication']);
      },
    },
    {
      id: 'reader-change',
      comment:
        'The reader: change of the text PIN, and a value that cannot be one, which it refuses without a command.',
      source: 'facts a.3, a.5',
      flags: ['Measured'],
      drive: async (lab) => {
        await lab.call('changePin', ['text', pinWord(lab, 'text'), { ascii: '9999' }]);
        await lab.call('changePin', ['text', { ascii: '9999' }, { ascii: '99999' }], 'card/pin-format');
        await lab.call('triesLeft', ['text']);
      },
    },
  ],
};
