import type { Site, SiteClient } from '../site/site.js';
import type { SwitchResult } from '../tserver/index.js';

/**
 * What people do at their phones past their toolbars, and routers at their routing points. To the switch it is one more
 * client on the line, as a desk phone's own signalling is: the toolbar hears only the event.
 */
export class ControlClient {
  readonly #site: Site;
  #client: SiteClient | undefined;

  constructor(site: Site) {
    this.#site = site;
    site.onReset(() => (this.#client = undefined));
  }

  answer(dn: string, connId: string): SwitchResult {
    return this.#onLine(dn, (client) => client.request({ request: 'RequestAnswerCall', ThisDN: dn, ConnID: connId }));
  }

  release(dn: string, connId: string): SwitchResult {
    return this.#onLine(dn, (client) => client.request({ request: 'RequestReleaseCall', ThisDN: dn, ConnID: connId }));
  }

  route(routingPoint: string, connId: string, to: string): SwitchResult {
    return this.#onLine(routingPoint, (client) =>
      client.request({ request: 'RequestRouteCall', ThisDN: routingPoint, ConnID: connId, OtherDN: to }),
    );
  }

  #onLine(dn: string, act: (client: SiteClient) => SwitchResult): SwitchResult {
    // Its own events go nowhere: the toolbar's copy is what matters.
    this.#client ??= this.#site.connect('control', () => undefined);
    const registered = this.#client.request({ request: 'RequestRegisterAddress', ThisDN: dn });
    if (registered.refused !== undefined) return registered;
    const result = act(this.#client);
    this.#client.request({ request: 'RequestUnregisterAddress', ThisDN: dn });
    return result;
  }
}
