import { expect } from 'vitest';
import { AGENT, caseOf, LOCAL_CHANNEL, Together, type TogetherOptions, wordsOf } from './together.js';

/** What a play has come to. */
export interface Outcome {
  /** What the platform was told of the thread: words of agents, and notices. */
  readonly story: readonly string[];
  /** What the customer said, as CXone has it. */
  readonly words: readonly string[];
  /** How the thread's cases stand, the oldest first. */
  readonly cases: readonly string[];
  readonly isLocked: boolean;
  /** How far each message of an agent got. */
  readonly marks: readonly string[];
}

export type Step = (stage: Stage) => Promise<unknown>;

/** A customer, an agent and a thread, with the whole server between them. */
export class Stage {
  readonly together: Together;
  thread = '';
  /** Status of each answer that the platform got to what the customer did. */
  readonly answers: number[] = [];

  private constructor(together: Together) {
    this.together = together;
  }

  static async start(options: TogetherOptions = {}): Promise<Stage> {
    const stage = new Stage(await Together.start(options));
    await stage.together.agent(`/chat-agents/${AGENT}/state`, { state: 'Ready' });
    return stage;
  }

  /** The conversation of the newest case; waits until there is one. */
  async chatId(): Promise<string> {
    const isThere = (state: Parameters<typeof caseOf>[0]) => typeof caseOf(state, this.thread)?.chatId === 'string';
    return caseOf(await this.together.until(isThere), this.thread)?.chatId ?? '';
  }

  async outcome(): Promise<Outcome> {
    const { together, thread } = this;
    const state = await together.state();
    const isOurs = (one: { readonly thread: { readonly idOnExternalPlatform: string } }) =>
      one.thread.idOnExternalPlatform === thread;
    return {
      story: together.platform.story(thread),
      words: wordsOf(state, thread),
      cases: state.contacts.filter((one) => one.threadIdOnExternalPlatform === thread).map(({ status }) => status),
      isLocked: state.threads.some((one) => one.idOnExternalPlatform === thread && !one.canAddMoreMessages),
      marks: state.messages
        .filter((one) => one.direction === 'outbound' && isOurs(one))
        .map(({ delivery }) => delivery.status),
    };
  }

  /** Waits for it, and shows the difference when it does not come. */
  async comesTo(expected: Partial<Outcome>, timeout = 8_000): Promise<void> {
    await expect.poll(() => this.outcome(), { timeout, interval: 10 }).toMatchObject(expected);
  }

  async event(event: Record<string, unknown>): Promise<void> {
    this.answers.push((await this.together.voice.event({ threadId: this.thread, ...event })).status);
  }
}

/** What can be done on a stage, for tables of plays. */
export const says =
  (text: string, message: Record<string, unknown> = {}): Step =>
  async (stage) => {
    const { voice } = stage.together;
    const changes = Object.keys(message).length === 0 ? {} : { message: { id: `id of ${text}`, text, ...message } };
    const { status, body } = await voice.say(text, stage.thread === '' ? undefined : stage.thread, changes);
    stage.answers.push(status);
    if (status === 202) stage.thread = body.threadId;
  };
export const customer =
  (type: string, more: Record<string, unknown> = {}): Step =>
  (stage) =>
    stage.event({ type, ...more });
/** The customer has seen the newest message of an agent. */
export const sees: Step = async (stage) => {
  const { told } = stage.together.platform;
  await stage.event({ type: 'seen', messageId: told.findLast(({ message }) => message !== undefined)?.message?.id });
};
/** An agent does something in the conversation, in the core. */
export const agent =
  (what: string, body: object = {}): Step =>
  async (stage) =>
    stage.together.agent(`/chats/${await stage.chatId()}/${what}`, body);
export const accepts = agent('accept');
export const replies = (text: string, by: object = {}): Step => agent('say', { text, ...by });
/** An agent begins a conversation. */
export const begins =
  (text: string): Step =>
  async (stage) => {
    const { together } = stage;
    const recipient = { idOnExternalPlatform: 'user-1', name: 'Zed' };
    const body = { channelId: LOCAL_CHANNEL, agentId: AGENT, recipient, text };
    const answer = await together.emulator<BegunAnswer>('POST', '/outbound', body);
    stage.answers.push(answer.status);
    if (answer.status === 200) stage.thread = answer.body.consumerContact.threadIdOnExternalPlatform;
  };
/** An agent sets how the newest case stands. */
export const sets =
  (status: string): Step =>
  async ({ together, thread }) => {
    const { id } = caseOf(await together.state(), thread) ?? {};
    await together.emulator('PUT', `/contacts/${id}/status`, { status });
  };
/** Waits until the platform has been told so much. */
export const told =
  (...story: string[]): Step =>
  (stage) =>
    stage.comesTo({ story });
/** Time goes by, when nothing is on its way. */
export const passes =
  (ms: number): Step =>
  async ({ together }) => {
    await together.untilQuiet();
    together.server.clock.advance(ms);
  };

interface BegunAnswer {
  readonly consumerContact: { readonly threadIdOnExternalPlatform: string };
}

/** @returns the stage, when all of it has been played */
export async function play(options: TogetherOptions, steps: readonly Step[]): Promise<Stage> {
  const stage = await Stage.start(options);
  for (const step of steps) await step(stage);
  return stage;
}
