import { CodedError } from '../runtime/coded-error.js';
import type { SwitchResult } from '../tserver/index.js';

/** @throws CodedError when the switch refused */
export function accepted(result: SwitchResult): SwitchResult {
  if (result.refused !== undefined) throw CodedError.ofSwitch(result.refused);
  return result;
}
