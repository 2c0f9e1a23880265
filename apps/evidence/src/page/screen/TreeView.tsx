import { useLanguage } from '@kazasu/ui/react';
import { type Head, shortHash, type TreePath } from '../case/index.ts';
import { textsIn } from '../text/index.ts';
import { TreeDrawing } from './TreeDrawing.tsx';

/** The place of the record in the log, and of each renewal. */
export function TreeView({
  heads,
  origin,
}: {
  readonly heads: readonly Head[];
  readonly origin: string | undefined;
}) {
  const { language } = useLanguage();
  const { tree: texts } = textsIn(language);
  return (
    <section className="ev-section">
      <h2>{texts.title}</h2>
      <p>{texts.help}</p>
      {heads.map((head, i) =>
        i === 0 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps of a fixed proof.
          <HeadView key={i} head={head} origin={origin} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps of a fixed proof.
          <details className="ev-details" key={i}>
            <summary>{texts.renewal(i)}</summary>
            <HeadView head={head} origin={origin} />
          </details>
        ),
      )}
    </section>
  );
}

function HeadView({ head, origin }: { readonly head: Head; readonly origin: string | undefined }) {
  const { language } = useLanguage();
  const { tree: texts } = textsIn(language);
  const { path, checkpoint, leafIndex, isStamped } = head;
  if (path === undefined || checkpoint === undefined) return null;
  const words = [
    `${texts.head} ${checkpoint.origin ?? origin}`,
    `${texts.number(leafIndex, checkpoint.size)}`,
    isStamped ? texts.stamped : texts.unstamped,
  ];
  return (
    <figure className="ev-figure">
      <figcaption>{words.join('・')}</figcaption>
      <TreeDrawing path={path} label={`${texts.record} ${shortHash(path.leaf)}`} />
      <details className="ev-details">
        <summary>{texts.numbers}</summary>
        <Values path={path} />
      </details>
    </figure>
  );
}

function Values({ path }: { readonly path: TreePath }) {
  const { language } = useLanguage();
  const { tree: texts } = textsIn(language);
  return (
    <ol className="ev-values">
      <li>
        {texts.record}: <code className="ev-code">{path.leaf}</code>
      </li>
      {path.steps.map(({ side, sibling, parent }) => (
        <li key={parent}>
          {texts.sibling} ({texts[side]}): <code className="ev-code">{sibling}</code>
        </li>
      ))}
      <li>
        {texts.root}: <code className="ev-code">{path.root}</code>
      </li>
    </ol>
  );
}
