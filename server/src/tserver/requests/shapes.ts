import type { AddressType, AgentWorkMode, KVList, RegisterMode, TRequestName } from '@fusion-cti/protocol';

interface OnDn {
  readonly ThisDN: string;
}

interface OnCall extends OnDn {
  readonly ConnID: string;
}

interface AgentReasons {
  /** Software reasons. The events repeat them. */
  readonly Reasons?: KVList;
  /** Hardware reasons, under the key `ReasonCode`. The events repeat them. */
  readonly Extensions?: KVList;
}

/** The attributes of every request but its ReferenceID, in T-Library's names. A name without a member here does not compile. */
interface RequestAttributes {
  RequestRegisterAddress: OnDn & {
    readonly RegisterMode?: RegisterMode;
    /** When given, it must be the type that the DN is configured with. */
    readonly AddressType?: AddressType;
  };
  RequestUnregisterAddress: OnDn;
  RequestAgentLogin: OnDn & {
    readonly AgentID: string;
    readonly Password?: string;
    /** Only this queue. Without it: every queue that the agent is a member of. */
    readonly ThisQueue?: string;
  };
  RequestAgentLogout: OnDn;
  RequestAgentReady: OnDn & AgentReasons & { readonly AgentWorkMode?: AgentWorkMode };
  RequestAgentNotReady: OnDn & AgentReasons & { readonly AgentWorkMode?: AgentWorkMode };
  RequestMakeCall: OnDn & {
    /** The number to dial. */
    readonly OtherDN: string;
    readonly UserData?: KVList;
  };
  RequestAnswerCall: OnCall;
  RequestReleaseCall: OnCall;
}

export type RequestOf<Name extends TRequestName> = { readonly request: Name } & RequestAttributes[Name];
export type TRequest = { [Name in TRequestName]: RequestOf<Name> }[TRequestName];
