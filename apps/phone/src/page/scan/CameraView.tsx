import { Button, Notice, Select, Waiting } from '@kazasu/ui/react';
import { useRef, useState } from 'react';
import { useTexts } from '../text/use-texts.ts';
import type { Camera } from './camera.ts';
import type { Decoder } from './decoder.ts';
import { useScanner } from './use-scanner.ts';

interface CameraViewProps {
  readonly decoder: Decoder | undefined;
  readonly onText: (text: string) => void;
}

/** What the camera sees, with a frame for the code; or why there is no camera. */
export function CameraView({ decoder, onText }: CameraViewProps) {
  const texts = useTexts().scan;
  const video = useRef<HTMLVideoElement>(null);
  const [on, setOn] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const [deviceId, setDeviceId] = useState<string>();
  const state = useScanner({ video, decoder, on, deviceId, attempt, onText });
  const start = () => {
    setOn(true);
    setAttempt(attempt + 1);
  };
  if (state.at === 'fault') {
    const { title, text } = texts.faults[state.fault];
    return (
      <Notice kind="error" title={title} live>
        <p>{text}</p>
        <Button look="outline" onClick={start}>
          {texts.again}
        </Button>
      </Notice>
    );
  }
  return (
    <div className="ph-scan">
      <div className={`ph-scan-view${state.at === 'on' ? ' ph-scan-on' : ''}`}>
        <video ref={video} className="ph-scan-video" aria-label={texts.camera} autoPlay muted playsInline />
        <span className="ph-scan-frame" aria-hidden="true" />
      </div>
      {state.at === 'starting' && <Waiting>{texts.starting}</Waiting>}
      {state.at === 'on' && <Waiting>{texts.looking}</Waiting>}
      <div className="kz-actions">
        {state.at === 'on' && <Light key={state.camera.deviceId} light={state.camera.light} />}
        <Button look="outline" onClick={on ? () => setOn(false) : start}>
          {on ? texts.stop : texts.start}
        </Button>
      </div>
      {state.at === 'on' && state.camera.choices.length > 1 && (
        <Choice camera={state.camera} onChoose={setDeviceId} />
      )}
    </div>
  );
}

function Choice({ camera, onChoose }: { camera: Camera; onChoose: (id: string) => void }) {
  const texts = useTexts().scan;
  const options = camera.choices.map(({ id, label }, index) => ({
    value: id,
    label: label === '' ? texts.numbered(index + 1) : label,
  }));
  return <Select label={texts.choose} options={options} value={camera.deviceId ?? ''} onChange={onChoose} />;
}

function Light({ light }: { light: Camera['light'] }) {
  const texts = useTexts().scan;
  const [on, setOn] = useState(false);
  if (light === undefined) return null;
  const turn = () =>
    void light(!on).then(
      () => setOn(!on),
      () => setOn(false),
    );
  return (
    <Button look="outline" aria-pressed={on} onClick={turn}>
      {on ? texts.torchOff : texts.torchOn}
    </Button>
  );
}
