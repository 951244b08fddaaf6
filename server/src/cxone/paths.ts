/** Where the face of CXone is. Behind it paths are CXone's own. */
export const CXONE_PATH = '/cxone';
/** Of the Digital Engagement API. */
export const DE_PATH = '/dfo/3.0';
/** Of what only an emulator has. */
export const EMULATOR_PATH = '/_emu';
