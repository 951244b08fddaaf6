import { Wire } from '../../bayeux/testing/wire.js';
import { SystemClock } from '../../runtime/clock.js';
import { exchange, type Exchanged } from '../../testing/exchange.js';
import { BUSY_AGENT } from './emulator-world.js';
import { PlatformStub } from './platform-stub.js';
import { PlatformVoice } from './platform-voice.js';

/** What the emulator keeps, as far as these tests look at it. */
export interface KeptState {
  readonly contacts: readonly {
    readonly threadIdOnExternalPlatform: string;
    readonly chatId: string | null;
    readonly status: string;
  }[];
  readonly threads: readonly { readonly idOnExternalPlatform: string; readonly canAddMoreMessages: boolean }[];
  readonly messages: readonly KeptMessage[];
}

export interface KeptMessage {
  readonly direction: string;
  readonly idOnExternalPlatform: string | null;
  readonly thread: { readonly idOnExternalPlatform: string };
  readonly messageContent: { readonly payload: { readonly text?: string } };
  readonly delivery: { readonly status: string; readonly reason: string | null };
  /** What the middleware told of it, one after the other. */
  readonly marksTold: readonly string[];
}

/** Both ends of a middleware that comes and goes: CXone calls it at one address, and so does the platform. */
export class Ends {
  readonly platform: PlatformStub;
  readonly wire: Wire;
  readonly voice: PlatformVoice;
  #emulator = '';
  #isBack: Promise<void> = Promise.resolve();
  #comeBack: () => void = () => undefined;

  private constructor(platform: PlatformStub, wire: Wire) {
    this.platform = platform;
    this.wire = wire;
    this.voice = new PlatformVoice(() => this.#middleware, new SystemClock(), 'hole');
  }

  static async open(): Promise<Ends> {
    return new Ends(await PlatformStub.start(), await Wire.to(0));
  }

  /** What an administrator enters at CXone. */
  get box(): string {
    return `${this.#middleware}/byoc/integration/box`;
  }

  get #middleware(): string {
    return `http://127.0.0.1:${this.wire.port}`;
  }

  /** @param url of the server with the emulator */
  async atEmulator(url: string): Promise<void> {
    this.#emulator = url;
    await this.agent(`/chat-agents/${BUSY_AGENT}/state`, { state: 'Ready' });
  }

  /** Nobody reaches the middleware any more. */
  gone(): void {
    this.#isBack = new Promise((resolve) => (this.#comeBack = resolve));
    this.wire.cut();
  }

  /** It is there again. */
  back(port: number): void {
    this.wire.mend(port);
    this.#comeBack();
  }

  /** Connections break in the middle, and can be made again. */
  shake(): void {
    this.wire.cut();
    this.wire.mend();
  }

  /** A platform that has no answer does the same again. @returns the answer, which is no failure */
  async patiently<T>(ask: () => Promise<Exchanged<T>>): Promise<Exchanged<T>> {
    for (;;) {
      await this.#isBack;
      const answer = await ask().catch(() => undefined);
      if (answer !== undefined && answer.status < 500) return answer;
    }
  }

  /** As the hand of the emulator. */
  async emulator<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await exchange<T>(method, `${this.#emulator}/cxone/_emu${path}`, body);
    if (answer.status !== 200) throw new Error(`${path} was refused: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  state(): Promise<KeptState> {
    return this.emulator<KeptState>('GET', '/state');
  }

  async until(isSo: (state: KeptState) => boolean): Promise<KeptState> {
    for (;;) {
      const state = await this.state();
      if (isSo(state)) return state;
    }
  }

  /** Something that an agent does in the core. */
  async agent(path: string, body: object = {}): Promise<void> {
    const { status, body: answer } = await exchange('POST', `${this.#emulator}/control${path}`, body);
    if (status !== 200) throw new Error(`${path} was refused: ${JSON.stringify(answer)}`);
  }

  async stop(): Promise<void> {
    await this.wire.stop();
    await this.platform.stop();
  }
}
