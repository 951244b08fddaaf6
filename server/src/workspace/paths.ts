/** Where everything of this face is, but the tokens. */
export const BASE_PATH = '/workspace/v3';

/** The CometD endpoint. */
export const NOTIFICATIONS_PATH = `${BASE_PATH}/notifications`;

/** Channels, which are named as if they were paths. */
export const INITIALIZATION_CHANNEL = `${BASE_PATH}/initialization`;
export const VOICE_CHANNEL = `${BASE_PATH}/voice`;
