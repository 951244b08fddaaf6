/** How the vendor names accessors: `setSVCMCA_ANI` for the key `SVCMCA_ANI`, `setEventId` for the key `eventId`. */
export function keyAfter(accessor: string, prefix: 'get' | 'set'): string {
  const name = accessor.slice(prefix.length);
  return name.startsWith('SVCMCA_') ? name : name.charAt(0).toLowerCase() + name.slice(1);
}
