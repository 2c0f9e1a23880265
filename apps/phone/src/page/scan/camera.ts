/** Why there is no picture from a camera. */
export type CameraFault = 'none' | 'denied' | 'busy' | 'insecure' | 'failed';

export class CameraError extends Error {
  override readonly name = 'CameraError';
  readonly code: CameraFault;

  constructor(code: CameraFault, cause?: unknown) {
    super(`no camera: ${code}`, { cause });
    this.code = code;
  }
}

export interface Camera {
  readonly stream: MediaStream;
  readonly deviceId: string | undefined;
  /** All cameras of this device, once it may be known. */
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  /** Undefined where there is no light. */
  readonly light: ((on: boolean) => Promise<void>) | undefined;
  close(): void;
}

/** Names of the errors of getUserMedia (W3C Media Capture and Streams, section 10.2). */
const FAULTS: { readonly [name: string]: CameraFault } = {
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** Large enough for a code at arm's length, small enough to be read several times a second. */
const SIZE = { width: { ideal: 1_280 }, height: { ideal: 720 } } as const;

/** The camera at the back unless another one is named. Rejects with CameraError. */
export async function openCamera(deviceId: string | undefined): Promise<Camera> {
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
  if (mediaDevices === undefined) throw new CameraError('insecure');
  const which =
    deviceId === undefined ? { facingMode: { ideal: 'environment' } } : { deviceId: { exact: deviceId } };
  try {
    const stream = await mediaDevices.getUserMedia({ audio: false, video: { ...SIZE, ...which } });
    const [track] = stream.getVideoTracks();
    return {
      stream,
      deviceId: track?.getSettings().deviceId,
      choices: await camerasOf(mediaDevices),
      light: lightOf(track),
      close: () => {
        for (const one of stream.getTracks()) one.stop();
      },
    };
  } catch (error) {
    throw new CameraError(FAULTS[error instanceof Error ? error.name : ''] ?? 'failed', error);
  }
}

async function camerasOf(devices: MediaDevices): Promise<Camera['choices']> {
  const all = await devices.enumerateDevices().catch(() => []);
  return all
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** In no TypeScript library yet (W3C MediaStream Image Capture, section 10). */
interface WithTorch {
  readonly torch?: boolean;
}

function lightOf(track: MediaStreamTrack | undefined): Camera['light'] {
  const able = (track?.getCapabilities?.() as WithTorch | undefined)?.torch === true;
  if (track === undefined || !able) return undefined;
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}
