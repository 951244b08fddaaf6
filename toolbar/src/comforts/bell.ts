import { ringTone } from './ring-tone.js';

/** What the newest browsers have on top. */
interface Sinks {
  readonly setSinkId?: (id: string) => Promise<void>;
}

/** Rings. A browser may keep it silent until somebody has clicked in the page, which it says before anybody calls. */
export class Bell {
  readonly #context: AudioContext;
  readonly #gain: GainNode;
  readonly #log: (message: string) => void;
  #source: AudioBufferSourceNode | undefined;
  #device = '';

  constructor(context: AudioContext, changed: () => void, log: (message: string) => void) {
    this.#context = context;
    this.#log = log;
    this.#gain = context.createGain();
    this.#gain.connect(context.destination);
    context.addEventListener('statechange', changed);
  }

  get isBlocked(): boolean {
    return this.#context.state !== 'running';
  }

  get canChooseDevice(): boolean {
    return (this.#context as Sinks).setSinkId !== undefined;
  }

  get isRinging(): boolean {
    return this.#source !== undefined;
  }

  /** Of use only while the browser handles a click or a key. */
  async allow(): Promise<void> {
    await this.#context.resume().catch(() => this.#log('The browser does not let the page ring.'));
  }

  async set(volume: number, device: string): Promise<void> {
    // Ears hear the difference between loud and louder less than that between soft and softer.
    this.#gain.gain.value = volume * volume;
    if (device === this.#device) return;
    this.#device = device;
    try {
      await (this.#context as Sinks).setSinkId?.(device);
    } catch {
      this.#log('The device for the ring is not there; it rings where everything else is heard.');
      this.#device = '';
    }
  }

  ring(once = false): void {
    if (this.#source !== undefined) return;
    const source = this.#context.createBufferSource();
    source.buffer = ringTone(this.#context);
    source.loop = !once;
    source.onended = () => {
      if (this.#source === source) this.#source = undefined;
    };
    source.connect(this.#gain);
    source.start();
    this.#source = source;
  }

  silence(): void {
    this.#source?.stop();
    this.#source = undefined;
  }
}
