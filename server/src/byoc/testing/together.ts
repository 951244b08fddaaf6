import type { Clock } from '../../runtime/clock.js';
import { DEFAULT_BYOC_CONFIG, type ByocChannel, type ByocConfig } from '../../runtime/config-byoc.js';
import { LOOPBACK_TARGETS, trusting } from '../../runtime/outbound/index.js';
import { TEST_CERTIFICATE, TEST_HOST } from '../../runtime/outbound/testing/certificate.js';
import { FakeResolver } from '../../runtime/outbound/testing/fake-resolver.js';
import { exchange, type Exchanged } from '../../testing/exchange.js';
import { TestServer } from '../../testing/test-server.js';
import type { CxoneSettings } from '../../world/cxone-settings.js';
import type { WorldData } from '../../world/world-schema.js';
import { readWorld } from '../../world/world-file.js';
import { PlatformStub, WEBHOOK_SECRET } from './platform-stub.js';
import { PlatformVoice } from './platform-voice.js';

/** Of the world that ships with the server. */
export const LOCAL_CHANNEL = 'watering-hole-chat';
export const LOCAL_INTEGRATION = 'watering-hole';
export const AGENT = '5001';

/** Waits of the real world, made as short as tests want them; a customer's silence is none of them. */
export const QUICK = {
  byoc: {
    retryMs: 4,
    maxRetryMs: 20,
    breakerMs: 20,
    sharedMs: 50,
    callMs: 300,
    connectMs: 300,
    pollMs: 50,
    cxoneTries: 1_000,
    channelTries: 1_000,
    customerBurst: 1_000_000,
    rules: { lookMs: 0 },
  },
  emulator: { retryMs: [5, 10] },
} satisfies TogetherOptions;

const QUIET_TURNS = 20;

/** What the emulator keeps, as far as tests look at it. */
export interface EmulatorState {
  readonly threads: readonly { readonly idOnExternalPlatform: string; readonly canAddMoreMessages: boolean }[];
  readonly contacts: readonly EmulatedCase[];
  readonly messages: readonly EmulatedMessage[];
}

export interface EmulatedCase {
  readonly id: number;
  readonly status: string;
  readonly threadIdOnExternalPlatform: string;
  readonly chatId: string | null;
  readonly inboxAssigneeUser: { readonly nickname: string } | null;
}

export interface EmulatedMessage {
  readonly idOnExternalPlatform: string | null;
  readonly direction: string;
  readonly contactNumber: number;
  readonly thread: { readonly idOnExternalPlatform: string };
  readonly messageContent: { readonly payload: { readonly text?: string } };
  readonly attachments: readonly { readonly friendlyName: string; readonly url: string }[];
  readonly delivery: { readonly status: string; readonly reason: string | null };
}

export interface TogetherOptions {
  readonly byoc?: Partial<ByocConfig>;
  /** Of the platform's channel. */
  readonly channel?: Partial<ByocChannel>;
  readonly integration?: Partial<CxoneSettings['integrations'][number]>;
  readonly emulator?: CxoneSettings['options'];
  readonly world?: Partial<WorldData>;
  /** Absent: one that the test moves, by `server.clock`. */
  readonly clock?: Clock;
}

/** The whole server: middleware and emulated CXone in one, agents in its core, and the stub of a platform outside. */
export class Together {
  readonly server: TestServer;
  readonly platform: PlatformStub;
  readonly voice: PlatformVoice;
  readonly #clock: Clock;

  private constructor(server: TestServer, platform: PlatformStub, clock: Clock) {
    this.server = server;
    this.platform = platform;
    this.voice = new PlatformVoice(() => server.url, clock, LOCAL_CHANNEL);
    this.#clock = clock;
  }

  static async start(options: TogetherOptions = {}): Promise<Together> {
    const platform = await PlatformStub.start();
    const { byoc = {}, channel = {}, integration = {}, emulator = {}, world = {}, clock } = options;
    const { cxone } = (await readWorld('')).data;
    if (cxone === undefined) throw new Error('The world has no brand');
    const webhook = { url: platform.url, secrets: [WEBHOOK_SECRET], targets: [...LOOPBACK_TARGETS] };
    const settings: CxoneSettings = {
      ...cxone,
      integrations: cxone.integrations.map((one) => ({ ...one, ...integration })),
      options: emulator,
    };
    const server = await TestServer.start(
      { byoc: { ...DEFAULT_BYOC_CONFIG, localChannel: { webhook, ...channel }, ...byoc } },
      { cxone: settings, ...world },
      {
        ...(clock !== undefined && { clock, wallClock: clock }),
        // Where customers have their files.
        byoc: {
          resolver: new FakeResolver({ localhost: [['127.0.0.1']], [TEST_HOST]: [['127.0.0.1']] }),
          trust: trusting([TEST_CERTIFICATE]),
        },
      },
    );
    return new Together(server, platform, clock ?? server.clock);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.platform.stop();
  }

  /** As the hand of the emulator. */
  async emulator<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Exchanged<T>> {
    return exchange<T>(method, `${this.server.url}/cxone/_emu${path}`, body);
  }

  /** Something that an agent does in the core. */
  async agent(path: string, body: object = {}): Promise<void> {
    const { status, body: answer } = await this.server.post(`/control${path}`, body);
    if (status > 299) throw new Error(`${path} was refused: ${JSON.stringify(answer)}`);
  }

  async state(): Promise<EmulatorState> {
    return (await this.emulator<EmulatorState>('GET', '/state')).body;
  }

  /** Asks again and again what the emulator keeps. */
  async until(isSo: (state: EmulatorState) => boolean): Promise<EmulatorState> {
    for (;;) {
      const state = await this.state();
      if (isSo(state)) return state;
    }
  }

  /** Until nobody waits for an answer, and time may pass without being too late for anything. */
  async untilQuiet(): Promise<void> {
    // What has arrived is stored, and then something follows from it, a few turns later.
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#clock.pending().some(({ name }) => /^(outbound|outbox)/.test(name))) turns = 0;
    }
  }

  /** A customer has written on a new thread, and an agent serves. */
  async served(text = 'hello'): Promise<{ readonly thread: string; readonly chatId: string }> {
    await this.agent(`/chat-agents/${AGENT}/state`, { state: 'Ready' });
    const { status, body } = await this.voice.say(text);
    if (status !== 202) throw new Error(`The message was refused: ${JSON.stringify(body)}`);
    const thread = body.threadId;
    const { contacts } = await this.until((state) => caseOf(state, thread)?.chatId !== undefined);
    const chatId = contacts.find((one) => one.threadIdOnExternalPlatform === thread)?.chatId ?? '';
    await this.agent(`/chats/${chatId}/accept`);
    return { thread, chatId };
  }
}

/** The newest of a thread. */
export function caseOf({ contacts }: EmulatorState, thread: string): EmulatedCase | undefined {
  return contacts.findLast((one) => one.threadIdOnExternalPlatform === thread);
}

/** What customers said on a thread, as CXone has it. */
export function wordsOf({ messages }: EmulatorState, thread: string): readonly string[] {
  return messages
    .filter((one) => one.direction === 'inbound' && one.thread.idOnExternalPlatform === thread)
    .map(({ messageContent }) => messageContent.payload.text ?? '');
}
