/** `00:42`, and `1:00:42` from an hour on. For calls. */
export function callDuration(ms: number): string {
  const { hours, minutes, seconds } = parts(ms);
  const rest = `${two(minutes)}:${two(seconds)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** `00:12:34`, for what lasts a working day. */
export function dayDuration(ms: number): string {
  const { hours, minutes, seconds } = parts(ms);
  return `${two(hours)}:${two(minutes)}:${two(seconds)}`;
}

function parts(ms: number): { hours: number; minutes: number; seconds: number } {
  const total = Math.max(0, Math.floor(ms / 1000));
  return { hours: Math.floor(total / 3600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
