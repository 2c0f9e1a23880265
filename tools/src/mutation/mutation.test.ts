import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf, type Report, scoreOf, survivorsOf } from './figures.ts';
import { errorText } from './ignore.ts';
import * as standIn from './node-test.ts';
import { TestFile, type Watch } from './run-tests.ts';

const watch: Watch = { begins: () => {}, stray: () => undefined };
const all = () => true;

test('tests without hooks are run one by one, again and again, until the first that fails', async () => {
  let broken = '';
  const ran: string[] = [];
  const file = await TestFile.load('f', () => {
    for (const name of ['a', 'b', 'b'])
      standIn.test(name, () => {
        ran.push(name);
        if (name === broken) throw new Error('found');
      });
    standIn.suite('s', () => standIn.test('c', async () => void ran.push('c')));
  });
  const ids = (await file.run(all, watch)).map(({ id }) => id);
  assert.deepEqual(ids, ['f > a', 'f > b', 'f > b (2)', 'f > s > c']);
  broken = 'b';
  const failed = await file.run(all, watch);
  assert.deepEqual(
    failed.map(({ problem }) => problem !== undefined),
    [false, true],
  );
  broken = '';
  ran.length = 0;
  await file.run((id) => id === 'f > s > c', watch);
  assert.deepEqual(ran, ['c']);
});

test('a file with hooks is one, its hooks are run each time, and what nobody waited for is told', async () => {
  const steps: string[] = [];
  const file = await TestFile.load('f', () => {
    standIn.before(() => void steps.push('before'));
    standIn.beforeEach(() => void steps.push('each'));
    standIn.after(() => void steps.push('after'));
    standIn.test('a', (t) => t.after(() => void steps.push('end of a')));
    standIn.test('b', () => void steps.push('b'));
  });
  assert.deepEqual(
    (await file.run(all, watch)).map(({ id }) => id),
    ['f'],
  );
  await file.run(all, watch);
  const once = ['before', 'each', 'end of a', 'each', 'b', 'after'];
  assert.deepEqual(steps, [...once, ...once]);
  const [stray] = await file.run(all, { ...watch, stray: () => new Error('stray') });
  assert.match(stray?.problem ?? '', /stray/);
});

test('a file with hooks whose tests pass by themselves is run test by test, with the hooks around each', async () => {
  const steps: string[] = [];
  let rests = false;
  const load = () =>
    TestFile.load('f', () => {
      let made: string | undefined;
      standIn.before(() => {
        made = 'fresh';
        steps.push('before');
      });
      standIn.after(() => void steps.push('after'));
      standIn.test('a', () => {
        made = 'used';
      });
      standIn.suite('s', () => {
        standIn.beforeEach(() => void steps.push('each'));
        standIn.test('b', () => assert.ok(rests ? made === 'used' : made !== undefined));
      });
    });
  const ids = async (file: TestFile, wants: (id: string) => boolean) =>
    (await file.run(wants, watch)).map(({ id }) => id);
  const resting = await load();
  rests = true;
  await resting.settle(watch);
  assert.deepEqual(await ids(resting, (id) => id === 'f > a'), ['f'], 'b rests on a');
  const apart = await load();
  rests = false;
  await apart.settle(watch);
  assert.deepEqual(await ids(apart, () => true), ['f > a', 'f > s > b']);
  steps.length = 0;
  assert.deepEqual(await ids(apart, (id) => id === 'f > s > b'), ['f > s > b']);
  assert.deepEqual(steps, ['before', 'each', 'after']);
  assert.deepEqual(await ids(apart, (id) => id === 'f'), ['f > a', 'f > s > b'], 'who wants the file');
});

test('a report is counted, and its survivors are told with what stood there', () => {
  const location = { start: { line: 2, column: 5 }, end: { line: 2, column: 10 } };
  const mutant = { mutatorName: 'm', replacement: 'true', location };
  const statuses = ['Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'] as const;
  const mutants = statuses.map((status) => ({ ...mutant, status }));
  const report: Report = { files: { 'a.ts': { source: 'one\nif (a < b) c;\n', mutants } } };
  const figures = figuresOf(report);
  assert.deepEqual(figures, { killed: 2, timeout: 1, survived: 1, noCoverage: 1, leftOut: 1 });
  assert.equal(scoreOf(figures), 60);
  const [first] = survivorsOf(report);
  assert.deepEqual(
    [first?.file, first?.line, first?.original, first?.replacement],
    ['a.ts', 2, 'a < b', 'true'],
  );
});

test('the sentence of an error is left out, its code is not', () => {
  const [code, sentence] = [{ type: 'StringLiteral' }, { type: 'StringLiteral' }];
  const parent = {
    type: 'NewExpression',
    callee: { type: 'Identifier', name: 'OidcError' },
    arguments: [code, sentence],
  };
  assert.equal(errorText.shouldIgnore({ node: code, parent }), undefined);
  assert.equal(typeof errorText.shouldIgnore({ node: sentence, parent }), 'string');
  assert.equal(
    errorText.shouldIgnore({ node: sentence, parent: { ...parent, type: 'CallExpression' } }),
    undefined,
  );
});
