import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../runtime/clock.js';
import type { Config } from '../../../runtime/config.js';
import type { IdSource } from '../../../runtime/ids.js';
import { NamedLimits } from '../../../runtime/named-limits.js';
import type { Book } from '../../book.js';
import type { Customers } from '../../customers.js';
import type { Directory } from '../../directory.js';
import type { Threads } from '../../threads.js';
import { CustomerDesk } from './customer-desk.js';
import { Hub } from './hub.js';
import { People } from './people.js';
import { WidgetSockets } from './sockets.js';
import { WidgetAdapter } from './widget-adapter.js';
import { WidgetOrigins } from './widget-origins.js';
import { widgetRoutes } from './widget-routes.js';

export interface WidgetOptions {
  readonly config: Config;
  readonly book: Book;
  readonly directory: Directory;
  readonly threads: Threads;
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

  constructor(options: WidgetOptions) {
    const { book, clock, ids, config, sharedMs, threads } = options;
    this.#options = options;
    this.#hub = new Hub({ clock, sharedMs });
    const { widgetSessionMs: sessionMs } = config.byoc;
    this.#people = new People({ book, clock, ids, sessionMs, onNews: (key) => this.#hub.wake(key) });
    this.adapter = new WidgetAdapter(this.#people, threads);
  }

  /** Opens the doors for pages. @param scope in which errors are answered as this middleware does */
  async serve(app: FastifyInstance, scope: FastifyInstance, customers: Customers): Promise<void> {
    const { clock, config, directory, ids, threads } = this.#options;
    const { byoc, limits, open } = config;
    const [people, hub] = [this.#people, this.#hub];
    const origins = new WidgetOrigins(directory, open);
    const desk = new CustomerDesk({ people, customers, threads, clock, ids });
    const { socketBacklogBytes: backlogBytes } = limits;
    const sockets = new WidgetSockets(app, { config: byoc, origins, people, desk, hub, clock, backlogBytes });
    app.addHook('preClose', async () => {
      sockets.close();
      hub.close();
    });
    const { widgetSessionBurst, widgetSessionsPerMinute } = byoc;
    const sessions = new NamedLimits(() => clock.now(), widgetSessionsPerMinute / 60, widgetSessionBurst);
    await scope.register(widgetRoutes, { prefix: '/widget', origins, people, limits: sessions });
  }
}
