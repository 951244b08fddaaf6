import { Duplex } from 'node:stream';

/** A network between a browser and a server, all in one process: it can be cut, and it can hold everything up. */
export class Network {
  readonly #ends = new Set<PipeEnd>();
  #cut = false;
  #held: { readonly deliver: () => void; readonly lose: () => void }[] | undefined;
  /** Counts whatever moves, so that somebody can tell when nothing does. */
  moved = 0;

  /** Both ends of a new connection. */
  connect(): readonly [Duplex, Duplex] {
    const [client, server] = [new PipeEnd(this), new PipeEnd(this)];
    client.other = server;
    server.other = client;
    for (const end of [client, server]) {
      this.#ends.add(end);
      end.once('close', () => this.#ends.delete(end));
    }
    // Later, as in a browser: whoever asked is not listening yet.
    if (this.#cut) process.nextTick(() => client.destroy(new Error('refused')));
    return [client, server];
  }

  get isCut(): boolean {
    return this.#cut;
  }

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** What is on its way arrives when it can; `undefined` when never. */
  arrive(deliver: () => void, lose: () => void = () => undefined): void {
    this.moved += 1;
    if (this.#held === undefined) deliver();
    else this.#held.push({ deliver, lose });
  }

  /** Every connection breaks, and none can be made. */
  cut(): void {
    this.#cut = true;
    this.break();
  }

  /** Every connection breaks. */
  break(): void {
    for (const { lose } of this.#held?.splice(0) ?? []) lose();
    for (const end of this.#ends) end.destroy();
  }

  /** Nothing arrives any more, and nobody is told. */
  hold(): void {
    this.#held ??= [];
  }

  /** What was held up arrives. */
  mend(): void {
    this.#cut = false;
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const { deliver } of held) deliver();
  }
}

class PipeEnd extends Duplex {
  readonly #network: Network;
  other: PipeEnd | undefined;

  constructor(network: Network) {
    super();
    this.#network = network;
  }

  override _read(): void {
    // Whatever arrives is pushed at once.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#network.arrive(() => {
      if (this.other?.destroyed === false) this.other.push(chunk);
    });
    done();
  }

  override _final(done: () => void): void {
    this.#network.arrive(() => {
      if (this.other?.destroyed === false) this.other.push(null);
    });
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#network.arrive(() => this.other?.destroy());
    done(error);
  }
}
