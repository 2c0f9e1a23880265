import { signals } from '../settings/signals.ts';

const TONE = { hertz: 880, volume: 0.05, seconds: 0.15, vibrationMs: 120 };

/** One short, soft tone and one short pulse, for whoever has asked for them; nothing where the device has neither. */
export function giveSignal(): void {
  if (signals.read() === 'off') return;
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
