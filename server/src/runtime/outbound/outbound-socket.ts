import { WebSocket } from 'ws';
import { CodedError } from '../coded-error.js';
import { callError } from './call-error.js';
import { CallTime } from './call-time.js';
import type { Admission } from './outbound-guard.js';
import { ANSWER_BYTES, CALL_TIMES, HEADER_BYTES, hostOf, type OutboundOptions, tlsOptions } from './outbound-http.js';
import { WEB_SOCKET } from './targets.js';

export interface SocketRequest {
  readonly subprotocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Opens a WebSocket to an address that somebody else gave us, under the same rules as every call.
 * @param listen gets the socket before it is open: what the other side sends at once is not lost
 * @returns the open socket; from now on it is the caller's, its pings too
 * @throws CodedError one of the `outbound-…`; none of them repeats the address or what was sent
 */
export async function openOutboundSocket(
  address: string,
  options: OutboundOptions,
  listen: (webSocket: WebSocket) => void,
  request: SocketRequest = {},
): Promise<WebSocket> {
  const { guard, clock, times = CALL_TIMES } = options;
  const time = new CallTime(clock, hostOf(address), times);
  try {
    const admission = await time.within(guard.admit(address, WEB_SOCKET));
    return await opened(socketTo(admission, options, request), time, listen);
  } catch (error) {
    throw callError(error, time.signal);
  } finally {
    time.ended();
  }
}

function socketTo({ url, lookup }: Admission, options: OutboundOptions, request: SocketRequest): WebSocket {
  const { subprotocols = [], headers = {} } = request;
  return new WebSocket(url, [...subprotocols], {
    lookup,
    headers,
    agent: false,
    followRedirects: false,
    maxPayload: options.answerBytes ?? ANSWER_BYTES,
    perMessageDeflate: false,
    maxHeaderSize: HEADER_BYTES,
    ...(url.protocol === WEB_SOCKET.secure && tlsOptions(options)),
  });
}

function opened(webSocket: WebSocket, time: CallTime, listen: (webSocket: WebSocket) => void): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    // It stays for good: without it, an error after the caller took its own away would end the process.
    webSocket.on('error', reject);
    webSocket.once('open', () => {
      time.signal.removeEventListener('abort', stop);
      resolve(webSocket);
    });
    webSocket.once('unexpected-response', (request, { statusCode: status = 0 }) => {
      const code = status >= 300 && status < 400 ? 'outbound-redirected' : 'outbound-refused';
      reject(new CodedError(code, { details: `${status}` }));
      request.destroy();
    });
    const stop = () => {
      reject(time.signal.reason as Error);
      webSocket.terminate();
    };
    time.signal.addEventListener('abort', stop, { once: true });
    listen(webSocket);
  });
}
