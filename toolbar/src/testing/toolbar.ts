import { IntegrationActionHandler } from '../fusion/integrationActionHandler.js';
import { VendorHandler } from '../vendor/vendorHandler.js';
import { Desk } from './desk.js';
import { FakeService, SERVICE } from './fake-service.js';

const services: FakeService[] = [];

export function service(options?: { readonly deaf?: boolean }): FakeService {
  const made = new FakeService(options);
  services.push(made);
  return made;
}

export function stopServices(): void {
  for (const made of services.splice(0)) made.stop();
}

/** A desk whose vendor is the real one, talking to a service in the test's hands. */
export interface Toolbar {
  readonly desk: Desk;
  readonly vendor: VendorHandler;
  readonly actions: IntegrationActionHandler;
}

export async function toolbarOn(at: FakeService): Promise<Toolbar> {
  const desk = new Desk();
  let ids = 0;
  const vendor = new VendorHandler(desk.events, {
    serviceUrl: SERVICE,
    agent: () => desk.handler.agentId,
    clock: desk.clock,
    ids: { newId: () => `id-${(ids += 1)}` },
    fetch: at.fetch,
    chance: () => 0.5,
    log: (line) => desk.log.push(line),
  });
  const actions = new IntegrationActionHandler({
    vendor,
    fusion: desk.handler,
    events: desk.events,
    store: desk.store,
    board: desk.board,
    clock: desk.clock,
    ids: { newId: () => 'own' },
  });
  desk.fusion.answers.set('getConfigurationOperation', () => ({
    configuration: { agentId: '300000005001', features: '' },
  }));
  desk.handler.listen(actions);
  await desk.handler.initialize();
  return { desk, vendor, actions };
}
