/** Everything that a call's card opens, as one part of the page that is loaded later. */
import './cti-call-data.js';
import './cti-destination.js';
import './cti-key-pad.js';
import './cti-notes.js';
