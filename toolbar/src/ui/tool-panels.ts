/** Everything that the foot of the toolbar opens, as one part of the page that is loaded later. */
import './cti-call-log.js';
import './cti-status-panel.js';
