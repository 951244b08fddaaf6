import type { KVList, TErrorCode } from '@fusion-cti/protocol';
import { ManualClock, SystemClock } from '../../runtime/clock.js';
import type { Stimulus } from '../../site/site.js';
import { type Answer as HttpAnswer, TestServer } from '../../testing/test-server.js';
import type { SwitchInputOf } from '../../tserver/api.js';
import type { Outcome, Stage } from '../../tserver/conformance/play.js';
import { behaviourOf, inputOf, type ScenarioCase, type Step, worldOf } from '../../tserver/conformance/script.js';
import type { Answer, Delivery, SwitchInput, SwitchWorld } from '../../tserver/index.js';
import { type Ask, countedCalls, START_MS } from '../../tserver/testing/rig.js';
import { type EventMessage, LibrarySocket } from './library-socket.js';

/** How each stimulus is asked of the control API. */
const STIMULI: {
  readonly [Kind in Stimulus['kind']]: (server: TestServer, input: SwitchInputOf<Kind>) => Promise<HttpAnswer>;
} = {
  inboundCall: (server, { to, from, userData = [] }) =>
    server.post('/control/calls', { to, from, userData: recordOf(userData) }),
  farEndAnswer: (server, { connId }) => server.post(`/control/calls/${connId}/answer`, {}),
  farEndRelease: (server, { connId }) => server.post(`/control/calls/${connId}/release`, {}),
  dnOutOfService: (server, { dn }) => server.post(`/control/dns/${dn}/out-of-service`, {}),
  dnBackInService: (server, { dn }) => server.post(`/control/dns/${dn}/back-in-service`, {}),
  dnRemoved: (server, { dn }) => server.delete(`/control/dns/${dn}`),
  linkLost: (server) => server.post('/control/link/lost', {}),
  linkRestored: (server) => server.post('/control/link/restored', {}),
  switchOver: (server, { standBy }) => server.post('/control/switch-over', { standBy }),
};

function isStimulus(input: SwitchInput): input is Stimulus {
  return input.kind in STIMULI;
}

/**
 * A whole server: requests come from real T-Library clients, everything else from the control API, and what was told is
 * what the clients got.
 */
export class WireStage implements Stage {
  readonly #server: TestServer;
  /** In the order in which they connected. */
  readonly #clients = new Map<string, LibrarySocket>();

  private constructor(server: TestServer) {
    this.#server = server;
  }

  static async open(written: ScenarioCase, world: SwitchWorld): Promise<WireStage> {
    const switchWorld = worldOf(world, written.world);
    const server = await TestServer.start(
      {},
      {},
      {
        clock: new ManualClock(START_MS),
        wallClock: new SystemClock(),
        ids: { ...countedCalls(), secret: () => 'secret', uuid: () => 'uuid' },
        behaviour: behaviourOf(written),
        switchWorld,
      },
    );
    const stage = new WireStage(server);
    if (written.registered !== false) {
      for (const { dn } of switchWorld.dns) {
        await stage.#connect(dn.toLowerCase());
        await stage.perform({ request: 'RequestRegisterAddress', ThisDN: dn });
      }
    }
    return stage;
  }

  close(): Promise<void> {
    return this.#server.stop();
  }

  async perform(step: Step): Promise<Outcome> {
    const input = inputOf(step);
    if (input.kind === 'ask') return this.#ask(input);
    if (input.kind === 'elapse') await this.#elapse(input.milliseconds);
    else if (input.kind === 'connect') await this.#connect(input.client);
    else if (isStimulus(input)) {
      const { status, body } = await this.#happen(input);
      if (status >= 400 && body.tserver === undefined) throw new Error(`Not asked rightly: ${JSON.stringify(body)}`);
      if (body.tserver !== undefined)
        return { deliveries: await this.#told(), refused: body.tserver.errorCode as TErrorCode };
    } else throw new Error(`Not on the wire: ${JSON.stringify(step)}`);
    return { deliveries: await this.#told() };
  }

  async callsLeft(): Promise<number> {
    return (await this.#server.get<{ calls: unknown[] }>('/control/state')).calls.length;
  }

  async timersLeft(): Promise<readonly string[]> {
    const { timers } = await this.#server.get<{ timers: { name: string }[] }>('/control/timers');
    return timers.map(({ name }) => name.replace(/^switch /, ''));
  }

  async #connect(client: string): Promise<void> {
    this.#clients.set(client, await LibrarySocket.connect(this.#server));
  }

  #happen(stimulus: Stimulus): Promise<HttpAnswer> {
    // The row of a kind takes that kind.
    const happen = STIMULI[stimulus.kind] as (server: TestServer, input: Stimulus) => Promise<HttpAnswer>;
    return happen(this.#server, stimulus);
  }

  async #elapse(advanceMs: number): Promise<void> {
    const { body } = await this.#server.post('/control/clock', { advanceMs });
    if (body.done !== true) throw new Error(`Time did not pass: ${JSON.stringify(body)}`);
  }

  async #ask({ client, request }: Ask): Promise<Outcome> {
    const asker = this.#clients.get(client);
    if (asker === undefined) throw new Error(`Nobody is called ${client}`);
    const { event, ReferenceID, ErrorCode } = await asker.ask(request);
    const deliveries = await this.#told({ client, referenceId: ReferenceID ?? 0 });
    return event === 'EventError' ? { deliveries, refused: ErrorCode as TErrorCode } : { deliveries };
  }

  /** What the clients have got since the last time, each event once: order across sockets is that of the numbers. */
  async #told(asked?: Answer): Promise<readonly Delivery[]> {
    const told = new Map<number, Delivery>();
    for (const [client, socket] of this.#clients) {
      let last = 0;
      for (const message of await socket.heard()) {
        const number = message.EventSequenceNumber;
        if (number <= last) throw new Error(`${client} got ${number} after ${last}`);
        last = number;
        told.set(number, heardBy(client, message, told.get(number), asked));
      }
    }
    return [...told.values()].sort((a, b) => a.event.EventSequenceNumber - b.event.EventSequenceNumber);
  }
}

/**
 * One more client has got an event.
 * @param before what the others have got
 * @throws Error when it is not the same event, or answers what the client has not asked
 */
function heardBy(
  client: string,
  { ReferenceID, ...event }: EventMessage,
  before: Delivery | undefined,
  asked: Answer | undefined,
): Delivery {
  if (before !== undefined && JSON.stringify(before.event) !== JSON.stringify(event))
    throw new Error(`${client} got another event than the others: ${JSON.stringify(event)}`);
  const clients = [...(before?.clients ?? []), client];
  if (ReferenceID === undefined) return { ...before, event, clients };
  if (asked?.client !== client || asked.referenceId !== ReferenceID)
    throw new Error(`${client} got an answer that it had not asked for: ${JSON.stringify(event)}`);
  return { event, clients, answers: asked };
}

function recordOf(list: KVList): Record<string, unknown> {
  return Object.fromEntries(list.map(({ key, value }) => [key, value]));
}
