/** One ring and the silence after it. Seconds. */
const CYCLE = 3;
/** Two soft strokes of two notes each. Seconds, hertz. */
const STROKES = [
  { at: 0, notes: [659.26, 1318.51] },
  { at: 0.18, notes: [783.99, 1567.98] },
  { at: 0.7, notes: [659.26, 1318.51] },
  { at: 0.88, notes: [783.99, 1567.98] },
] as const;
const LENGTH = 0.9;

/** A bell that nobody has to license: computed, to be played in a loop, which needs no timer in a hidden tab. */
export function ringTone(context: Pick<BaseAudioContext, 'createBuffer' | 'sampleRate'>): AudioBuffer {
  const { sampleRate } = context;
  const buffer = context.createBuffer(1, CYCLE * sampleRate, sampleRate);
  const samples = buffer.getChannelData(0);
  for (const { at, notes } of STROKES) {
    const first = Math.round(at * sampleRate);
    for (let index = 0; index < LENGTH * sampleRate; index += 1) {
      const time = index / sampleRate;
      // A quick beginning without a click, and an end as of a bell.
      const loudness = Math.min(1, time / 0.008) * Math.exp(-5 * time) * 0.25;
      const tone = notes.reduce((sum, note, nth) => sum + Math.sin(2 * Math.PI * note * time) / (nth * 2 + 1), 0);
      samples[first + index] = (samples[first + index] ?? 0) + loudness * tone;
    }
  }
  return buffer;
}
