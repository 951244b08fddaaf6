import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The network between a client and a server, which can be cut. */
export class Wire {
  readonly #server: Server;
  readonly #streams = new Set<Socket>();
  readonly #answers = new Map<Socket, Socket>();
  #whole = true;
  #target: number;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((near) => {
      this.#keep(near);
      if (!this.#whole) {
        near.destroy();
        return;
      }
      const far = connect(this.#target, '127.0.0.1');
      this.#keep(far);
      near.pipe(far).pipe(near);
      this.#answers.set(far, near);
      near.on('close', () => far.destroy());
      far.on('close', () => {
        this.#answers.delete(far);
        near.destroy();
      });
    });
  }

  static async to(target: number): Promise<Wire> {
    const wire = new Wire(target);
    await new Promise<void>((resolve) => wire.#server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends what goes through, and lets nothing new through. */
  cut(): void {
    this.#whole = false;
    for (const stream of this.#streams) stream.destroy();
  }

  /** What the server says on its connections from now on is lost on the way, and neither side knows. */
  swallow(): void {
    for (const [far, near] of this.#answers) far.unpipe(near).resume();
  }

  /** @param target another server from now on */
  mend(target = this.#target): void {
    this.#target = target;
    this.#whole = true;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(stream: Socket): void {
    this.#streams.add(stream);
    stream.on('error', () => undefined); // Told by 'close' too.
    stream.on('close', () => this.#streams.delete(stream));
  }
}
