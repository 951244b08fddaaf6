/** T-Server requests by name, with their T-Library message numbers. A new request is a new row. */
export const T_REQUESTS = {
  RequestRegisterAddress: 3,
  RequestUnregisterAddress: 4,
  RequestAgentLogin: 8,
  RequestAgentLogout: 9,
  RequestAgentReady: 10,
  RequestAgentNotReady: 11,
  RequestMakeCall: 14,
  RequestAnswerCall: 16,
  RequestReleaseCall: 17,
} as const;
export type TRequestName = keyof typeof T_REQUESTS;
