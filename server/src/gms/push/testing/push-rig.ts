import { generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../runtime/config.js';
import { TestServer } from '../../../testing/test-server.js';
import { RawCometd } from '../../testing/raw-cometd.js';
import { type Count, type Counts, noCounts } from '../counters.js';
import { type React, Receiver } from './receiver.js';

/** Made once: that takes its time. */
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const folder = () => mkdtempSync(join(tmpdir(), 'cti-push-'));

/** A server with receivers of all kinds, and keys that only this test has. */
export class PushRig {
  readonly #folder = folder();
  readonly #receivers: Receiver[] = [];
  server!: TestServer;

  get googleKey(): KeyObject {
    return RSA.publicKey;
  }

  get appleKey(): KeyObject {
    return EC.publicKey;
  }

  async http(react?: React): Promise<Receiver> {
    return this.#keep(await Receiver.http(react));
  }

  async http2(react?: React): Promise<Receiver> {
    return this.#keep(await Receiver.http2(react));
  }

  /** A service account's key file, whose tokens come from this address. */
  serviceAccount(tokenUri: string, project = 'bank-app'): string {
    return this.file('account.json', {
      client_email: 'push@bank-app.example',
      private_key: RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      project_id: project,
      token_uri: tokenUri,
    });
  }

  appleKeyFile(): string {
    return this.file('AuthKey.p8', EC.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }

  file(name: string, content: unknown): string {
    const path = join(this.#folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  async start(
    sections: NonNullable<Config['gms']['push']['sections']>,
    gms: object = {},
    inactivity: object = { alertMs: 0 },
  ): Promise<void> {
    this.server = await TestServer.start(
      { gms: { push: { sections } } },
      // Customers who only listen do not poll here, and time passes faster than they could.
      { chat: { defaults: { gms: { profile: 'silent', ...gms }, inactivity, abandonedMs: 0 } } },
    );
  }

  /** A chat whose device is told. */
  async chat(userData: object, service = 'bank'): Promise<RawCometd> {
    return (await RawCometd.to(this.server, service)).begin({ nickname: 'Rita', userData });
  }

  /** Somebody else does something in the chat. */
  async happens({ ids, channel }: RawCometd, ...entries: object[]): Promise<void> {
    const service = channel.split('/').at(-1) ?? '';
    const body = entries.map((entry) => ({ from: { nickname: 'agent-ola', type: 'Agent' }, ...entry }));
    await this.server.post(`/genesys/2/mock/chat/${service}/${ids.chatId ?? ''}/send`, body);
  }

  async counts(type: string): Promise<Counts> {
    const { push } = await this.server.get<{ push: Record<string, Counts> }>('/genesys/2/mock/sessions/stats');
    return push[type] ?? noCounts();
  }

  /** Waits until so many have come to this end. */
  async counted(type: string, what: Count, number: number): Promise<Counts> {
    for (;;) {
      const counts = await this.counts(type);
      if (counts[what] >= number) return counts;
      // Whoever asks without a pause takes the time of those that are asked about.
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    for (const receiver of this.#receivers) await receiver.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #keep(receiver: Receiver): Receiver {
    this.#receivers.push(receiver);
    return receiver;
  }
}

/** What a token says, if its signature is good. */
export function readToken(token: string, key: KeyObject): { header: unknown; claims: Record<string, unknown> } {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const isGood = verify(
    'SHA256',
    Buffer.from(`${header}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isGood) throw new Error('The signature is not good');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { header: read(header), claims: read(claims) };
}
