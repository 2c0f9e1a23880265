import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { codeOf } from './code.ts';

const SOURCE = [
  `import x from 'x';`,
  ``,
  `function One() {`,
  `  const t = useText();`,
  `  const [on, setOn] = useState(false);`,
  `  return (`,
  `    <>`,
  `      <Button look="text">{t('次へ', 'Next')}</Button>`,
  `      <Field`,
  `        label={t(`,
  `          '氏名',`,
  `          'It\\'s a name',`,
  `        )}`,
  `      />`,
  `    </>`,
  `  );`,
  `}`,
  ``,
  `function Two() {`,
  `  const t = useText();`,
  '  return <Tabs rows={[{ a: t(`甲`, `A`) }]} b={t(`乙`, `B`)} />;',
  `}`,
  ``,
].join('\n');

test('the code that is shown is the code that runs, in one language', () => {
  const shown = (label: string, button: string) => [
    `const [on, setOn] = useState(false);`,
    `<Button look="text">${button}</Button>`,
    `<Field`,
    `  label="${label}"`,
    `/>`,
  ];
  assert.deepEqual(codeOf(SOURCE, 'One', 'ja').split('\n'), shown('氏名', '次へ'));
  assert.deepEqual(codeOf(SOURCE, 'One', 'en').split('\n'), shown("It's a name", 'Next'));
  assert.equal(codeOf(SOURCE, 'Two', 'en'), '<Tabs rows={[{ a: `A` }]} b="B" />');
});

test('an example that is not in the file is not passed over', () => {
  assert.throws(() => codeOf(SOURCE, 'Three', 'ja'), /no example Three/);
});

test('every component that others may use is shown in a section', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const exported = [...read('../../react/index.ts').matchAll(/^export \{(.*?)\}/gms)].flatMap(
    ([, names = '']) => names.split(',').map((name) => name.trim()),
  );
  const components = exported.filter((name) => /^[A-Z]/.test(name) && !WITHOUT_SECTION.has(name));
  const folder = new URL('./section/', import.meta.url);
  const sections = globSync('*.tsx', { cwd: folder })
    .map((file) => read(`./section/${file}`))
    .join('');
  assert.ok(components.length > 25);
  assert.deepEqual(
    components.filter((name) => !new RegExp(`<${name}\\b`).test(sections)),
    [],
  );
});

/** Draw nothing of their own. */
const WITHOUT_SECTION: ReadonlySet<string> = new Set(['ToastProvider']);
