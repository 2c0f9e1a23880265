import { Button, Card, ErrorText, Input } from '@kazasu/ui/react';
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';
import { openCodeIn } from '../../headless/index.ts';
import { useTexts } from '../text/use-texts.ts';
import type { Decoder } from './decoder.ts';
import { textInFile } from './photo.ts';

interface OtherWaysProps {
  readonly decoder: Decoder | undefined;
  readonly onText: (text: string) => void;
  readonly onCode: (code: string) => void;
}

/** For whoever has no camera, or cannot or will not use it. */
export function OtherWays({ decoder, onText, onCode }: OtherWaysProps) {
  const texts = useTexts().scan;
  return (
    <section className="ph-other-ways" aria-labelledby="other-ways">
      <h2 id="other-ways">{texts.otherTitle}</h2>
      <Card look="quiet">
        <h3>{texts.pictureTitle}</h3>
        <FromPicture decoder={decoder} onText={onText} />
      </Card>
      <Card look="quiet">
        <h3>{texts.codeTitle}</h3>
        <FromLink onCode={onCode} />
      </Card>
    </section>
  );
}

function FromPicture({ decoder, onText }: Pick<OtherWaysProps, 'decoder' | 'onText'>) {
  const texts = useTexts().scan;
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'idle' | 'reading' | 'none'>('idle');
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const { currentTarget } = event;
    const [file] = currentTarget.files ?? [];
    if (file === undefined || decoder === undefined) return;
    setState('reading');
    const text = await textInFile(file, decoder);
    // The same picture may be chosen again, and none is kept.
    currentTarget.value = '';
    setState(text === undefined ? 'none' : 'idle');
    if (text !== undefined) onText(text);
  };
  return (
    <div className="kz-stack-tight">
      <p className="kz-small">{texts.pictureSupport}</p>
      <input ref={field} type="file" accept="image/*" hidden onChange={(event) => void read(event)} />
      <div className="kz-actions">
        <Button look="outline" aria-disabled={state === 'reading'} onClick={() => field.current?.click()}>
          {texts.picture}
        </Button>
      </div>
      <p role="status">{state === 'reading' ? texts.pictureReading : ''}</p>
      {state === 'none' && <ErrorText>{texts.pictureNone}</ErrorText>}
    </div>
  );
}

function FromLink({ onCode }: Pick<OtherWaysProps, 'onCode'>) {
  const texts = useTexts().scan;
  const [link, setLink] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = openCodeIn(link);
    setWrong(code === undefined);
    if (code !== undefined) onCode(code);
  };
  return (
    <form className="kz-stack-tight" onSubmit={submit} noValidate>
      <Input
        label={texts.codeLabel}
        support={texts.codeSupport}
        error={wrong ? texts.codeWrong : undefined}
        value={link}
        onChange={setLink}
        type="text"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
      />
      <div className="kz-actions">
        <Button type="submit" look="outline">
          {texts.codeSubmit}
        </Button>
      </div>
    </form>
  );
}
