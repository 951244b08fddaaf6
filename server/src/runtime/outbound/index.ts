export { networksOf } from './address-rules.js';
export { BACKOFF, type Backoff, backoffMs, type Retrying, retrying } from './backoff.js';
export { type BreakerOptions, CircuitBreaker } from './circuit-breaker.js';
export { measured } from './measured.js';
export { OutboundGuard } from './outbound-guard.js';
export {
  type OutboundAnswer,
  OutboundHttp,
  type OutboundOptions,
  type OutboundRequest,
  trusting,
} from './outbound-http.js';
export { OutboundHttp2 } from './outbound-http2.js';
export { openOutboundSocket, type SocketRequest } from './outbound-socket.js';
export { type Resolver, SystemResolver } from './resolver.js';
export { TokenCache } from './token-cache.js';
export { type GrantedToken, GrantedTokenSchema, type OauthClient, tokenRequest } from './token-request.js';
export { HTTP, LOOPBACK_TARGETS, type OutboundTarget, OutboundTargetSchema, targetOf } from './targets.js';
