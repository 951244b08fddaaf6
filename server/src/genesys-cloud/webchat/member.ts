export type MemberRole = 'AGENT' | 'CUSTOMER' | 'WORKFLOW' | 'ACD';
export type MemberState = 'CONNECTED' | 'DISCONNECTED' | 'ALERTING';

/** Who somebody is, as far as it was said. */
export interface MemberDetails {
  readonly displayName: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly avatarImageUrl?: string;
  readonly customFields?: Readonly<Record<string, string>>;
}

/** Somebody in a conversation. Who comes back after leaving is another member. */
export class Member {
  readonly id: string;
  readonly role: MemberRole;
  /** Whether signed data said who this guest is. */
  readonly authenticated: boolean;
  /** Of the world, where it is one of its agents. */
  readonly agentId: string | undefined;
  details: MemberDetails;
  state: MemberState;
  /** Milliseconds since 1970. */
  joinedAt: number | undefined = undefined;
  leftAt: number | undefined = undefined;

  constructor(
    parts: Pick<Member, 'id' | 'role' | 'details' | 'state'> & Partial<Pick<Member, 'authenticated' | 'agentId'>>,
  ) {
    this.id = parts.id;
    this.role = parts.role;
    this.details = parts.details;
    this.state = parts.state;
    this.authenticated = parts.authenticated ?? false;
    this.agentId = parts.agentId;
  }
}
