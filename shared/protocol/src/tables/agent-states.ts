/**
 * An agent at the switch, as clients see it. T-Library calls the logged-out state Null. Apart from the table: a toolbar
 * needs to know the states, and not how a switch moves between them.
 */
export const AGENT_STATES = ['Null', 'NotReady', 'Ready'] as const;
export type AgentState = (typeof AGENT_STATES)[number];
