import type { Clock } from '../clock.js';
import { CodedError } from '../coded-error.js';
import type { OutboundAnswer } from './outbound-http.js';

/**
 * Makes a call, and tells what became of it.
 * @param tell hears the status of the answer, or the code of the error, and after how many seconds
 * @throws what the call throws
 */
export async function measured(
  clock: Clock,
  call: () => Promise<OutboundAnswer>,
  tell: (code: number | string, seconds: number) => void,
): Promise<OutboundAnswer> {
  const begun = clock.now();
  const ended = (code: number | string) => tell(code, (clock.now() - begun) / 1000);
  try {
    const answer = await call();
    ended(answer.status);
    return answer;
  } catch (error) {
    ended(error instanceof CodedError ? error.code : 'failed');
    throw error;
  }
}
