import type { Cloud } from './cloud.js';

/** Where the face is. Behind it addresses are as Genesys Cloud has them. */
export const CLOUD_PATH = '/genesys-cloud';
/** Of event streams, behind the prefix; the guest's token follows. */
export const STREAM_PATH = '/v1/token/';
/** Web Messaging has a host of its own there, and a folder here. */
export const MESSAGING_PATH = '/webmessaging/v1';

/** The address before those of sockets, as clients reach it. */
export function socketBase({ config }: Cloud, host: string | undefined): string {
  const { externalUrl } = config.genesysCloud;
  const base = externalUrl === '' ? `http://${host ?? ''}` : externalUrl.replace(/\/+$/, '');
  return `${base.replace(/^http/, 'ws')}${CLOUD_PATH}`;
}
