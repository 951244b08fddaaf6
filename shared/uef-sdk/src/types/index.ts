/** Every interface of the framework, by theme. The ambient global declarations are generated from these files. */
export type * from './framework.js';
export type * from './contexts.js';
export type * from './records.js';
export type * from './tabs.js';
export type * from './desktop-services.js';
export type * from './windows.js';
export type * from './mca-contexts.js';
export type * from './mca-requests.js';
export type * from './mca-in-data.js';
export type * from './mca-out-data.js';
export type * from './mca-comm-responses.js';
export type * from './mca-configuration.js';
export type * from './mca-events.js';
export type * from './mca-commands.js';
