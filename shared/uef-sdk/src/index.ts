/** Types and names of the framework. The half a toolbar loads is in `./client`, the half a mock Fusion runs in `./host`. */
export type * from './types/index.js';
export type { RawEventResponse, RawOperationResponse } from './raw.js';
export * from './names.js';
