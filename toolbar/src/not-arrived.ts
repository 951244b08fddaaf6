/** A part of the page has not arrived. A moment later it may. */
export class NotArrived extends Error {}
