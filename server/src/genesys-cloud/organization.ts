import type { CloudDeployment, CloudQueue, GenesysCloudSettings } from '../world/genesys-cloud-settings.js';

/** What the world file says of the organisation, to look up. Names and ids are compared without case. */
export class Organization {
  readonly id: string;
  readonly queues: readonly CloudQueue[];
  readonly #deployments: ReadonlyMap<string, CloudDeployment>;
  readonly #queues: ReadonlyMap<string, CloudQueue>;

  constructor({ organizationId, deployments, queues }: GenesysCloudSettings) {
    this.id = organizationId.toLowerCase();
    this.queues = queues;
    this.#deployments = new Map(deployments.map((deployment) => [deployment.id.toLowerCase(), deployment]));
    this.#queues = new Map(queues.map((queue) => [queue.name.toLowerCase(), queue]));
  }

  deployment(id: string): CloudDeployment | undefined {
    return this.#deployments.get(id.toLowerCase());
  }

  queue(name: string): CloudQueue | undefined {
    return this.#queues.get(name.toLowerCase());
  }
}

/** Whether a page of this origin may use the deployment; programs send none. */
export function takesOrigin({ origins }: CloudDeployment, origin: string | undefined): boolean {
  return origin === undefined || origins === undefined || origins.includes(origin);
}
