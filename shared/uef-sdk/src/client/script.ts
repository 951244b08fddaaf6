/** Entry of the classic script: what the vendor's script tag leaves behind is one global, and so does ours. */
import { uiEventsFramework } from './ui-events-framework.js';

Object.defineProperty(globalThis, 'CX_SVC_UI_EVENTS_FRAMEWORK', {
  value: Object.freeze({ uiEventsFramework }),
  configurable: true,
  enumerable: true,
  writable: true,
});
