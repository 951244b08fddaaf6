/**
 * The half that a toolbar loads, as a module. Importing it defines things and touches nothing: the window is first
 * looked at when `initialize` is called.
 */
export { createUiEventsFramework, uiEventsFramework } from './ui-events-framework.js';
export type { ClientEnvironment, ClientWindow } from './environment.js';
export { ERROR_STATUS, UefError } from './uef-error.js';
