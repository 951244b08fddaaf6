/** The cards of calls, as one part of the page that is loaded later. */
import './cti-active-call.js';
import './cti-incoming-call.js';
import './cti-wrap-up.js';
