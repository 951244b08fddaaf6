import { expect } from 'vitest';
import type { AexStub } from './aex-stub.js';
import type { AgentChat, ContactCentre } from './contact-centre.js';
import { PUBLISHED_INITIATE } from './published.js';

export interface TalkParts {
  /** Where the bridge is now. */
  readonly bridge: () => string;
  readonly aex: AexStub;
  readonly centre: ContactCentre;
}

interface Said {
  readonly text: string;
  /** `false`: the answer was lost, and nobody knows. */
  readonly isSure: boolean;
}

/** One user of the bot, who talks with an agent: what was said on both sides, and whether it came through. */
export class Talk {
  readonly id: string;
  readonly said: Said[] = [];
  readonly #parts: TalkParts;
  readonly #ticket: string;
  readonly #headers: Readonly<Record<string, string>>;

  private constructor(parts: TalkParts, ticket: string, id: string, headers: Readonly<Record<string, string>>) {
    this.id = id;
    this.#parts = parts;
    this.#ticket = ticket;
    this.#headers = headers;
  }

  /** @param ticket what tells this user from others on the agent's screen */
  static async begin(parts: TalkParts, ticket: string): Promise<Talk> {
    const { authorization: _none, initiationParams, ReturnContext, ReturnEndpoints, ...rest } = PUBLISHED_INITIATE;
    const request = {
      ...rest,
      hostname: 'emulator.local',
      initiationParams: {
        ...initiationParams,
        memberInfo: { ...initiationParams.memberInfo, customFields: { ticket } },
      },
      ReturnContext: { ...ReturnContext, ConversationId: ticket, User: ticket },
      ReturnEndpoints: { ...ReturnEndpoints, url: parts.aex.url },
    };
    for (;;) {
      const answer = await post(`${parts.bridge()}/genesys_wrapper/initiate_connection`, request, {});
      const { id, headers } = answer.body as { id?: string; headers?: Record<string, string> };
      if (answer.status === 200) return new Talk(parts, ticket, id ?? '', headers ?? {});
      // As a bot does whose chat could not be made: it asks again.
      if (answer.status !== 502 && answer.status !== 504)
        throw new Error(`Initiate was answered with ${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }

  /** The instance that began the chat. */
  get instance(): string {
    return this.#headers['X-Cf-App-Instance'] ?? '';
  }

  /** What the agent has of it, once there is an agent. */
  agent(): Promise<AgentChat> {
    return this.#parts.centre.chatOf(this.#ticket);
  }

  /** @returns whether there was an answer; any but `true` is a failure */
  async say(text: string): Promise<boolean> {
    const answer = await this.#post('message', { id: this.id, msg: text });
    const isSure = answer?.status === 200;
    if (isSure && answer?.body !== true) throw new Error(`"${text}" was refused: ${answer?.reason}`);
    this.said.push({ text, isSure });
    return isSure;
  }

  /** Until it is taken: that can be said twice. */
  async end(): Promise<void> {
    while ((await this.#post('end', { id: this.id }))?.status !== 202);
  }

  /** All that agents said has been published, and all that was surely said is on the agent's screen. */
  async settled(): Promise<void> {
    const { aex, centre } = this.#parts;
    const agent = await this.agent();
    const sure = this.said.filter(({ isSure }) => isSure).length;
    await centre.until(() => agent.fromUser.length >= sure);
    await aex.until(() => {
      const published = new Set(aex.of(this.id).map(({ message }) => message));
      return agent.fromAgents.every((text) => published.has(text));
    });
  }

  async ended(): Promise<void> {
    const { aex } = this.#parts;
    await aex.until(() => aex.of(this.id).some(({ type }) => type === 'ended'));
  }

  /** Exactly once and in order to the agent; at least once, by an id that stays, and in order to the user. */
  async check(hint = ''): Promise<void> {
    const { aex } = this.#parts;
    const agent = await this.agent();
    expect(arrived(this.said, agent.fromUser), `${hint} ${JSON.stringify([this.said, agent.fromUser])}`).toBe(true);
    const published = aex.of(this.id);
    const byId = new Map(published.map((one) => [one.messageId, one]));
    for (const one of published) expect(one, hint).toEqual(byId.get(one.messageId));
    const heard = [...byId.values()].filter(({ type }) => type === 'message').map(({ message }) => message);
    expect(heard, hint).toEqual(agent.fromAgents);
    const story = aex.story(this.id);
    expect([story.at(-1), story.filter((type) => type === 'ended').length], hint).toEqual(['ended', 1]);
  }

  /** @returns `undefined` when nobody answered */
  async #post(path: string, body: object): Promise<Answer | undefined> {
    const { bridge } = this.#parts;
    const answer = await post(`${bridge()}/genesys_wrapper/${path}`, body, this.#headers).catch(() => undefined);
    return answer?.status === 502 ? undefined : answer;
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly reason: string | null;
}

async function post(url: string, body: object, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    body: isJson ? JSON.parse(text) : text,
    reason: response.headers.get('x-bridge-reason'),
  };
}

/** Whether this is what was said, once and in order; of what nobody is sure, any part. */
function arrived(said: readonly Said[], heard: readonly string[]): boolean {
  let read = new Set([0]);
  for (const { text, isSure } of said) {
    const with_ = [...read].filter((at) => heard[at] === text).map((at) => at + 1);
    read = new Set(isSure ? with_ : [...read, ...with_]);
  }
  return read.has(heard.length);
}
