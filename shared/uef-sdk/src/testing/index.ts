/** Helpers for tests of whatever stands on either half; not part of a product bundle. */
export * from './desk.js';
export * from './linked-windows.js';
export * from './manual-timers.js';
export * from './phone.js';
export * from './naming.js';
