const KEY = 'kazasu-signals';

/** Whether the person wants to hear and feel when a card has been read. Off unless they have asked for it. */
export function wantsSignals(): boolean {
  try {
    return window.localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

export function rememberSignals(on: boolean): void {
  try {
    if (on) window.localStorage.setItem(KEY, 'on');
    else window.localStorage.removeItem(KEY);
  } catch {
    // A browser that stores nothing forgets it; that is all.
  }
}

const TONE = { hertz: 880, volume: 0.05, seconds: 0.15, vibrationMs: 120 };

/** One short, soft tone and one short pulse; nothing where the device has neither. */
export function giveSignal(): void {
  if (!wantsSignals()) return;
  navigator.vibrate?.(TONE.vibrationMs);
  try {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = TONE.hertz;
    volume.gain.value = TONE.volume;
    tone.connect(volume).connect(audio.destination);
    tone.onended = () => void audio.close();
    tone.start();
    tone.stop(audio.currentTime + TONE.seconds);
  } catch {
    // No sound on this device; the screen says it all.
  }
}
