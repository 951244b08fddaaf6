import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../runtime/clock.js';
import type { Config } from '../../../runtime/config.js';
import type { IdSource } from '../../../runtime/ids.js';
import { NamedLimits } from '../../../runtime/named-limits.js';
import type { Book } from '../../book.js';
import type { Customers } from '../../customers.js';
import type { Directory } from '../../directory.js';
import type { FileShelf } from '../../files/file-shelf.js';
import type { Threads } from '../../threads.js';
import { CustomerDesk } from './customer-desk.js';
import { Hub } from './hub.js';
import { People } from './people.js';
import { WidgetSockets } from './sockets.js';
import { uploadRoute } from './upload-route.js';
import { WidgetAdapter } from './widget-adapter.js';
import { WidgetOrigins } from './widget-origins.js';
import { widgetRoutes } from './widget-routes.js';

export interface WidgetOptions {
  readonly config: Config;
  readonly book: Book;
  readonly directory: Directory;
  readonly threads: Threads;
  readonly shelf: FileShelf;
  /** Below which files are. */
  readonly base: () => string;
  /** The network's time. */
  readonly clock: Clock;
  readonly ids: IdSource;
  /** How often to look for what others have kept; 0: there are no others. */
  readonly sharedMs: number;
}

/** The chat in web pages: a channel whose platform is this middleware itself. */
export class Widget {
  readonly adapter: WidgetAdapter;
  readonly #options: WidgetOptions;
  readonly #people: People;
  readonly #hub: Hub;
  #sockets: WidgetSockets | undefined;

  constructor(options: WidgetOptions) {
    const { book, clock, ids, config, sharedMs, threads } = options;
    this.#options = options;
    this.#hub = new Hub({ clock, sharedMs });
    const { widgetSessionMs: sessionMs } = config.byoc;
    this.#people = new People({ book, clock, ids, sessionMs, onNews: (key) => this.#hub.wake(key) });
    this.adapter = new WidgetAdapter(this.#people, threads);
  }

  /** Sees everybody out: before what they use is closed. */
  close(): void {
    this.#sockets?.close();
    this.#hub.close();
  }

  /** Opens the doors for pages. @param scope in which errors are answered as this middleware does */
  async serve(app: FastifyInstance, scope: FastifyInstance, customers: Customers): Promise<void> {
    const { base, clock, config, directory, ids, shelf, threads } = this.#options;
    const { byoc, limits, open } = config;
    const [people, hub] = [this.#people, this.#hub];
    const origins = new WidgetOrigins(directory, open);
    const desk = new CustomerDesk({ people, customers, threads, shelf, base, clock, ids });
    const { socketBacklogBytes: backlogBytes } = limits;
    this.#sockets = new WidgetSockets(app, { config: byoc, origins, people, desk, hub, clock, backlogBytes });
    const limit = (perMinute: number, burst: number) => new NamedLimits(() => clock.now(), perMinute / 60, burst);
    const sessions = limit(byoc.widgetSessionsPerMinute, byoc.widgetSessionBurst);
    await scope.register(widgetRoutes, { prefix: '/widget', origins, people, limits: sessions });
    const files = limit(byoc.widgetFilesPerMinute, byoc.widgetFileBurst);
    const { widgetFileBytes: bytes, attachmentTypes: types } = byoc;
    await scope.register(uploadRoute, { prefix: '/widget', origins, people, shelf, ids, limits: files, bytes, types });
  }
}
