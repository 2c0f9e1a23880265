import { Table, useLanguage } from '../../react/index.ts';
import { TEXTS } from './text.ts';
import { contrastOnWhite, themeTokens } from './theme-tokens.ts';

/** What the style sheet of this very page declares. */
export function TokensPage() {
  const { language } = useLanguage();
  const texts = TEXTS[language];
  const tokens = themeTokens(document.styleSheets);
  const shapes = [...tokens].filter(([name]) => /^--(radius|shadow)-/.test(name));
  return (
    <div className="kz-stack">
      <h1 tabIndex={-1}>{texts.tokens}</h1>
      <p>{texts.tokensAbout}</p>
      <h2>{texts.type}</h2>
      <TypeSamples sample={texts.typeSample} />
      <h2>{texts.shapes}</h2>
      <ul className="cat-shapes">
        {shapes.map(([name]) => (
          <li key={name}>
            <Swatch token={name} />
            <code>{name}</code>
          </li>
        ))}
      </ul>
      <h2>{texts.colours}</h2>
      {coloursByHue(tokens).map(([hue, colours]) => (
        <Table
          key={hue}
          caption={<code>{hue}</code>}
          columns={[
            { key: 'name', head: texts.colour },
            { key: 'value', head: texts.value },
            { key: 'contrast', head: texts.contrast, numeric: true },
          ]}
          rows={colours.map(([name, value]) => ({
            name: (
              <span className="cat-colour">
                <Swatch token={name} />
                <code>{name}</code>
              </span>
            ),
            value: <code>{value}</code>,
            contrast: contrastOnWhite(value)?.toFixed(2) ?? '–',
          }))}
        />
      ))}
    </div>
  );
}

function coloursByHue(tokens: ReadonlyMap<string, string>): [string, [string, string][]][] {
  const hues = new Map<string, [string, string][]>();
  for (const [name, value] of tokens) {
    const hue = /^--color-(.+?)(-\d+)?$/.exec(name)?.[1];
    if (hue === undefined) continue;
    hues.set(hue, [...(hues.get(hue) ?? []), [name, value]]);
  }
  return [...hues];
}

/** Set through the object model: a content security policy lets no style into the markup. */
function Swatch({ token }: { token: string }) {
  const property = token.startsWith('--color')
    ? 'background'
    : token.startsWith('--radius')
      ? 'borderRadius'
      : 'boxShadow';
  return <span className="cat-swatch" aria-hidden="true" style={{ [property]: `var(${token})` }} />;
}

/** The styles that the component classes take, from the largest to the smallest. */
const TYPE_STYLES = [
  ['text-std-28B-150', 'cat-type-h1'],
  ['text-std-22B-150', 'cat-type-h2'],
  ['text-std-18B-160', 'cat-type-h3'],
  ['text-std-17B-170', 'cat-type-label'],
  ['text-std-16N-170', 'cat-type-body'],
  ['text-dns-14N-130', 'cat-type-small'],
] as const;

function TypeSamples({ sample }: { sample: string }) {
  return (
    <ul className="cat-types">
      {TYPE_STYLES.map(([name, className]) => (
        <li key={name}>
          <span className={className}>{sample}</span>
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}
