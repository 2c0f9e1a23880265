import { type RefObject, useEffect, useState } from 'react';
import { type Camera, CameraError, type CameraFault, openCamera } from './camera.ts';
import { pictureOf } from './canvas.ts';
import type { Decoder } from './decoder.ts';

/** So often a picture is looked at, at most: enough for a steady hand, and a device stays cool. */
const PACE_MS = 120;
/** Side of the picture that is looked at: a code of ours has some 40 modules. */
const LONGEST = 640;

export type ScannerState =
  | { readonly at: 'off' | 'starting' }
  | { readonly at: 'on'; readonly camera: Camera }
  | { readonly at: 'fault'; readonly fault: CameraFault };

interface ScannerOptions {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly decoder: Decoder | undefined;
  readonly on: boolean;
  readonly deviceId: string | undefined;
  /** Another one starts the camera again. */
  readonly attempt: number;
  /** True when what was read is enough. */
  readonly onText: (text: string) => void;
}

/**
 * The camera, for as long as somebody looks at this page: it is off while the page is hidden, and when the screen is left.
 */
export function useScanner(options: ScannerOptions): ScannerState {
  const { video, decoder, on, deviceId, attempt, onText } = options;
  const [state, setState] = useState<ScannerState>({ at: 'off' });
  const seen = useSeen();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is there to start anew.
  useEffect(() => {
    if (!on || !seen || decoder === undefined) {
      setState({ at: 'off' });
      return;
    }
    const ended = new AbortController();
    setState({ at: 'starting' });
    const run = async () => {
      try {
        const camera = await openCamera(deviceId);
        ended.signal.addEventListener('abort', () => camera.close());
        if (ended.signal.aborted) return camera.close();
        const { current } = video;
        if (current !== null) current.srcObject = camera.stream;
        setState({ at: 'on', camera });
        await look(current, decoder, ended.signal, onText);
      } catch (error) {
        if (ended.signal.aborted) return;
        setState({ at: 'fault', fault: error instanceof CameraError ? error.code : 'failed' });
      }
    };
    void run();
    return () => {
      ended.abort();
      const { current } = video;
      if (current !== null) current.srcObject = null;
    };
  }, [on, seen, decoder, deviceId, attempt, video, onText]);
  return state;
}

async function look(
  video: HTMLVideoElement | null,
  decoder: Decoder,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<void> {
  while (video !== null && !signal.aborted) {
    await nextPicture();
    const picture = pictureOf(video, { width: video.videoWidth, height: video.videoHeight }, LONGEST);
    const text = picture && (await decoder.read(picture));
    if (text !== undefined && !signal.aborted) onText(text);
  }
}

/** Not before the page is drawn again, which it is not while it is hidden. */
function nextPicture(): Promise<void> {
  return new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => resolve()), PACE_MS));
}

function useSeen(): boolean {
  const [seen, setSeen] = useState(() => document.visibilityState !== 'hidden');
  useEffect(() => {
    const look = () => setSeen(document.visibilityState !== 'hidden');
    const gone = () => setSeen(false);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pagehide', gone);
    window.addEventListener('pageshow', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pagehide', gone);
      window.removeEventListener('pageshow', look);
    };
  }, []);
  return seen;
}
