import { WebSocket } from 'ws';
import { TestServer } from '../../testing/test-server.js';
import type { GenesysCloudSettings } from '../../world/genesys-cloud-settings.js';
import type { MemberState } from '../webchat/member.js';

export const ORGANIZATION = '00000000-0000-4000-8000-000000000000';
export const DEPLOYMENTS = {
  open: '00000000-0000-4000-8000-000000000001',
  disabled: '00000000-0000-4000-8000-000000000002',
  signed: '00000000-0000-4000-8000-000000000003',
  pages: '00000000-0000-4000-8000-000000000004',
} as const;
export const CLIENT = { clientId: 'bridge', secret: 'hush' } as const;

const SETTINGS: GenesysCloudSettings = {
  organizationId: ORGANIZATION,
  clients: [
    { ...CLIENT, tokenSeconds: 600 },
    { clientId: 'hashed', secretSha256: '008f0747f4e27c8462baa991a538025bcc2dd143e78422f1afbdfcd9e757a20f' },
  ],
  deployments: [
    { id: DEPLOYMENTS.open, name: 'Website', messaging: { service: 'cloud-support' } },
    { id: DEPLOYMENTS.disabled, name: 'Closed', enabled: false, messaging: { service: 'cloud-support' } },
    { id: DEPLOYMENTS.signed, name: 'Members only', requireAuth: true },
    {
      id: DEPLOYMENTS.pages,
      name: 'Two pages',
      origins: ['http://localhost:4000'],
      messaging: { service: 'cloud-support' },
    },
  ],
  queues: [
    { id: '00000000-0000-4000-8000-000000000101', name: 'Support', service: 'cloud-support' },
    { id: '00000000-0000-4000-8000-000000000102', name: 'Sales', service: 'sales' },
  ],
};

/** A server with an organisation, and the hands of its agents. */
export class CloudServer {
  readonly server: TestServer;
  readonly #guests: Guest[] = [];

  private constructor(server: TestServer) {
    this.server = server;
  }

  static async start(
    options: GenesysCloudSettings['options'] = {},
    changes: Parameters<typeof TestServer.start>[0] = {},
    settings: Partial<GenesysCloudSettings> = {},
    world: Parameters<typeof TestServer.start>[1] = {},
    parts: Parameters<typeof TestServer.start>[2] = {},
  ): Promise<CloudServer> {
    const genesysCloud = { ...SETTINGS, ...settings, options };
    return new CloudServer(await TestServer.start(changes, { genesysCloud, ...world }, parts));
  }

  async stop(): Promise<void> {
    for (const { stream } of this.#guests) stream?.webSocket.terminate();
    await this.server.stop();
  }

  get url(): string {
    return `${this.server.url}/genesys-cloud`;
  }

  /** A request as a program makes it. */
  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<CloudAnswer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as Record<string, unknown>,
    };
  }

  /** What a guest asks for who wants nothing special. */
  newConversation(changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      organizationId: ORGANIZATION,
      deploymentId: DEPLOYMENTS.open,
      routingTarget: { targetType: 'QUEUE', targetAddress: 'Support' },
      memberInfo: { displayName: 'Rita Moss' },
      ...changes,
    };
  }

  create(changes: Record<string, unknown> = {}, headers: Record<string, string> = {}): Promise<CloudAnswer> {
    return this.request('POST', '/api/v2/webchat/guest/conversations', this.newConversation(changes), headers);
  }

  /** A guest with a conversation, who does not listen yet. */
  async guest(changes: Record<string, unknown> = {}): Promise<Guest> {
    const { status, body } = await this.create(changes);
    if (status !== 200) throw new Error(`The conversation was refused: ${JSON.stringify(body)}`);
    const guest = new Guest(this, body as unknown as Created);
    this.#guests.push(guest);
    return guest;
  }

  async ready(...agentIds: string[]): Promise<void> {
    for (const agentId of agentIds) await this.control(`/chat-agents/${agentId}/state`, { state: 'Ready' });
  }

  async control(path: string, body: object = {}): Promise<void> {
    const answer = await this.server.post(`/control${path}`, body);
    if (answer.status !== 200) throw new Error(`${path} was refused: ${JSON.stringify(answer.body)}`);
  }
}

export interface CloudAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface Created {
  readonly id: string;
  readonly jwt: string;
  readonly eventStreamUri: string;
  readonly member: { readonly id: string };
}

/** A guest: asks by REST, and hears by the stream. */
export class Guest {
  readonly created: Created;
  readonly #cloud: CloudServer;
  stream: StreamSocket | undefined;

  constructor(cloud: CloudServer, created: Created) {
    this.#cloud = cloud;
    this.created = created;
  }

  get path(): string {
    return `/api/v2/webchat/guest/conversations/${this.created.id}`;
  }

  get own(): string {
    return `${this.path}/members/${this.created.member.id}`;
  }

  request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<CloudAnswer> {
    return this.#cloud.request(method, path, body, { authorization: `Bearer ${this.created.jwt}`, ...headers });
  }

  say(body: string): Promise<CloudAnswer> {
    return this.request('POST', `${this.own}/messages`, { body, bodyType: 'standard' });
  }

  async attach(): Promise<StreamSocket> {
    this.stream = new StreamSocket(this.created.eventStreamUri);
    await this.stream.opened();
    return this.stream;
  }

  /** Listens, and an agent serves. Nothing is left to hear. */
  async served(agentId = '5001'): Promise<StreamSocket> {
    await this.#cloud.ready(agentId);
    const stream = await this.attach();
    await stream.until((heard) => heard.some((line) => line.endsWith('ALERTING')));
    await this.agent('accept');
    await stream.until((heard) => heard.some((line) => line === 'acd DISCONNECTED'), this);
    return stream;
  }

  /** Something that the agent does, by the control API of chats. */
  async agent(deed: string, body: object = {}): Promise<void> {
    await this.#cloud.control(`/chats/${await this.chatId()}/${deed}`, body);
  }

  async fault(faults: object): Promise<void> {
    await this.#cloud.control(`/genesys-cloud/conversations/${this.created.id}/faults`, faults);
  }

  async chatId(): Promise<string> {
    const { conversations } = await this.#cloud.server.get<{ conversations: { id: string; chatId?: string }[] }>(
      '/control/genesys-cloud/conversations',
    );
    return conversations.find(({ id }) => id === this.created.id)?.chatId ?? '';
  }

  /** What the members are called, by their ids: the role, and the name of who is a person. */
  async names(): Promise<Map<string, string>> {
    const { body } = await this.request('GET', `${this.path}/members?pageSize=100`);
    const members = body.entities as { id: string; role: string; displayName: string }[];
    return new Map(
      members.map(({ id, role, displayName }) => [
        id,
        { CUSTOMER: 'guest', ACD: 'acd', WORKFLOW: 'workflow', AGENT: displayName.split(' ')[0] ?? '' }[role] ?? role,
      ]),
    );
  }

  /** The frames so far in short, without heartbeats: who, and what. */
  async heard(): Promise<string[]> {
    const names = await this.names();
    return (this.stream?.frames ?? [])
      .filter(({ metadata }) => metadata !== undefined)
      .map((frame) => lineOf(frame, names));
  }
}

export interface HeardFrame {
  readonly topicName: string;
  readonly eventBody: {
    readonly id?: string;
    readonly member?: { readonly id: string; readonly state: MemberState };
    readonly sender?: { readonly id: string };
    readonly body?: string;
    readonly bodyType?: string;
    readonly message?: string;
  };
  readonly metadata?: { readonly type: string };
}

function lineOf({ eventBody, metadata }: HeardFrame, names: ReadonlyMap<string, string>): string {
  const { member, sender, body = '', bodyType, message } = eventBody;
  if (metadata === undefined) return message ?? '';
  if (member !== undefined) return `${names.get(member.id) ?? '?'} ${member.state}`;
  const who = names.get(sender?.id ?? '') ?? '?';
  return [who, metadata.type === 'typing-indicator' ? 'types' : bodyType, body].filter((part) => part !== '').join(' ');
}

/** A plain WebSocket that remembers what it heard. */
export class StreamSocket {
  readonly webSocket: WebSocket;
  readonly texts: string[] = [];
  readonly #waiting: (() => void)[] = [];
  closed: number | undefined;
  /** Of a refused handshake. */
  refusedWith: number | undefined;

  constructor(uri: string, headers: Record<string, string> = {}) {
    this.webSocket = new WebSocket(uri, { headers });
    this.webSocket.on('message', (data: Buffer) => {
      this.texts.push(data.toString());
      this.#wake();
    });
    this.webSocket.on('close', (code) => {
      this.closed = code;
      this.#wake();
    });
    this.webSocket.on('unexpected-response', (_request, response) => {
      this.refusedWith = response.statusCode;
      this.webSocket.terminate();
      this.#wake();
    });
    this.webSocket.on('open', () => this.#wake());
    this.webSocket.on('error', () => undefined); // What matters of it is told by 'close'.
  }

  get frames(): HeardFrame[] {
    return this.texts.map((text) => JSON.parse(text) as HeardFrame);
  }

  async opened(): Promise<void> {
    await this.when(() => this.webSocket.readyState !== WebSocket.CONNECTING || this.refusedWith !== undefined);
  }

  /** Waits for something that comes by this socket. */
  async when(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Waits until so many frames came. */
  async count(frames: number): Promise<void> {
    await this.when(() => this.texts.length >= frames);
  }

  /** Waits until what was heard, in short, is so. */
  async until(holds: (lines: readonly string[]) => boolean, guest?: Guest): Promise<void> {
    for (;;) {
      const seen = this.texts.length;
      const names = (await guest?.names()) ?? new Map<string, string>();
      if (holds(this.frames.map((frame) => lineOf(frame, names)))) return;
      await this.when(() => this.texts.length > seen);
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
