import assert from 'node:assert/strict';
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
