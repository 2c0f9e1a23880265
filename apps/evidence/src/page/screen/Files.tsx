import { Button, Icon, useLanguage } from '@kazasu/ui/react';
import { type DragEvent, useId, useState } from 'react';
import { textsIn } from '../text/index.ts';

export interface ChosenFile {
  readonly name: string;
  readonly octets: Uint8Array;
}

export type FileUse = 'bundle' | 'document' | 'trust';
export type FilesState = { readonly [use in FileUse]?: ChosenFile | undefined };
export type FileFault = 'tooLarge' | 'unreadable';

/** A bundle's bound is the judge's; a document is only hashed, but it lies in memory. */
const OCTETS_MAX = 256 * 1024 * 1024;

interface FilesProps {
  readonly files: FilesState;
  readonly faults: { readonly [use in FileUse]?: 'trustBad' | FileFault | undefined };
  readonly onChange: (use: FileUse, file: ChosenFile | undefined, fault?: FileFault) => void;
}

/** The three places for files: one large until there is a bundle, then three in a row. */
export function Files({ files, faults, onChange }: FilesProps) {
  const { language } = useLanguage();
  const { files: texts } = textsIn(language);
  const read = async (use: FileUse, file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > OCTETS_MAX) return onChange(use, files[use], 'tooLarge');
    try {
      onChange(use, { name: file.name, octets: new Uint8Array(await file.arrayBuffer()) });
    } catch {
      onChange(use, files[use], 'unreadable');
    }
  };
  const place = (use: FileUse) => {
    const fault = faults[use];
    return (
      <FilePlace
        use={use}
        file={files[use]}
        isUsed={files[use] !== undefined && fault !== 'trustBad'}
        fault={fault && texts[fault]}
        onFile={(file) => void read(use, file)}
        onRemove={() => onChange(use, undefined)}
      />
    );
  };
  return (
    <section className={files.bundle === undefined ? 'ev-files ev-files-first' : 'ev-files ev-files-chosen'}>
      {place('bundle')}
      {place('document')}
      {place('trust')}
    </section>
  );
}

interface PlaceProps {
  readonly use: FileUse;
  readonly file: ChosenFile | undefined;
  /** False too for one that was chosen and says nothing. */
  readonly isUsed: boolean;
  readonly fault: string | undefined;
  readonly onFile: (file: File | undefined) => void;
  readonly onRemove: () => void;
}

function FilePlace({ use, file, isUsed, fault, onFile, onRemove }: PlaceProps) {
  const { language } = useLanguage();
  const { files: texts } = textsIn(language);
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const over = (event: DragEvent, value: boolean) => {
    event.preventDefault();
    setIsOver(value);
  };
  const drop = (event: DragEvent) => {
    over(event, false);
    onFile(event.dataTransfer.files[0]);
  };
  const name = ['ev-file', `ev-file-${use}`, isOver && 'ev-file-over', isUsed && 'ev-file-full'];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the field inside does the same by keyboard.
    <div
      className={name.filter(Boolean).join(' ')}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={drop}
    >
      <span className="ev-file-icon">
        <Icon name={isUsed ? 'check' : 'external'} />
      </span>
      <div className="ev-file-words">
        <span className="ev-file-title" id={`${id}-title`}>
          {texts[use]}
        </span>
        <span className="ev-file-help" id={`${id}-help`}>
          {file === undefined ? texts[`${use}Help`] : texts.chosen(file.name, sizeText(file.octets.length))}
        </span>
        {fault !== undefined && (
          <span className="kz-error-text" role="alert">
            {fault}
          </span>
        )}
      </div>
      <div className="ev-file-actions">
        <label
          className={`kz-button kz-button-medium ${use === 'bundle' && !file ? '' : 'kz-button-outline'}`}
        >
          <input
            type="file"
            className="ev-file-input"
            aria-describedby={`${id}-title ${id}-help`}
            onChange={(event) => {
              onFile(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
          {file === undefined ? texts.choose : texts.replace}
        </label>
        {file !== undefined && use !== 'bundle' && (
          <Button look="text" onClick={onRemove}>
            {texts.remove}
          </Button>
        )}
      </div>
    </div>
  );
}

function sizeText(octets: number): string {
  if (octets < 1000) return `${octets} B`;
  return octets < 1_000_000 ? `${Math.round(octets / 1000)} kB` : `${(octets / 1_000_000).toFixed(1)} MB`;
}
