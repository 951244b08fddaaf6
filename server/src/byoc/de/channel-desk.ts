import { type Static, Type } from 'typebox';
import { checkerOf } from '../../runtime/schema.js';
import type { BrandLine } from './brand-line.js';
import { DeError } from './de-error.js';

const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Optional(Type.Union([schema, Type.Null()]));
const Text = Type.String({ maxLength: 4096 });

const VerifiedSchema = Type.Object({
  brand: Type.Object({ id: Type.Integer() }),
  user: Type.Object({ id: Type.Integer(), firstName: orNull(Text), surname: orNull(Text), nickname: orNull(Text) }),
  accessToken: Type.String({ minLength: 1, maxLength: 16_384 }),
});

/** What a channel is made with; all but the id can be changed later. */
const FIELDS = {
  id: Type.String({ minLength: 1, maxLength: 255 }),
  idOnExternalPlatform: Type.String({ maxLength: 255 }),
  channelIntegrationId: Type.String({ maxLength: 255 }),
  realExternalPlatformId: orNull(Text),
  name: Type.String({ maxLength: 4096 }),
  isPrivate: orNull(Type.Boolean()),
  hasTreeStructure: orNull(Type.Boolean()),
  hasReply: orNull(Type.Boolean()),
  contentFormat: orNull(Text),
  hasAbilityToSendFiles: orNull(Type.Boolean()),
  hasOutboundFlow: orNull(Type.Boolean()),
  hasManualOutboundFlow: orNull(Type.Boolean()),
  hasMultipleThreadsPerEndUser: orNull(Type.Boolean()),
  canSendSenderActions: orNull(Type.Boolean()),
  isLiveChat: orNull(Type.Boolean()),
  translationGroup: orNull(Text),
  ownerUserId: orNull(Type.Integer()),
  studioScript: orNull(Text),
  externalPlatformIcon: orNull(Text),
};
const ChannelSchema = Type.Object(FIELDS);
export type DeChannel = Static<typeof ChannelSchema>;
const channelChecker = checkerOf(ChannelSchema);

/** Of channels of others nothing else is looked at. */
const ListSchema = Type.Object({
  data: Type.Array(Type.Object({ id: Type.String(), channelIntegrationId: orNull(Type.String()) })),
});

/** Who has opened a page, and what CXone lets them do. */
export interface VerifiedUser {
  readonly id: number;
  readonly name: string;
  readonly accessToken: string;
}

const PAGE = 100;
const PAGES = 50;

/** The calls for channels of a tenant, each in the name of the administrator who is there. */
export class ChannelDesk {
  readonly #line: BrandLine;

  constructor(line: BrandLine) {
    this.#line = line;
  }

  /**
   * Who has come with a one-time token, which is used up by it.
   * @throws DeError `denied` when it is another brand or user
   */
  async verify(brandId: number, userId: number, token: string): Promise<VerifiedUser> {
    const { brand, user, accessToken } = await this.#line.read(
      {
        method: 'POST',
        path: '/one-time-token/verification',
        body: { brandId, userId, token, purpose: 'channel-integration' },
        token: '',
      },
      VerifiedSchema,
    );
    if (brand.id !== brandId || user.id !== userId) throw new DeError('denied', { code: 'token.of.another' });
    const full = [user.firstName, user.surname].filter((part) => typeof part === 'string' && part !== '').join(' ');
    return { id: userId, name: full === '' ? (user.nickname ?? '') : full, accessToken };
  }

  /** Those of one integration. @throws DeError */
  async channels(token: string, integration: string): Promise<readonly DeChannel[]> {
    const found: DeChannel[] = [];
    for (let page = 1; page <= PAGES; page += 1) {
      const path = `/channels?page=${page}&size=${PAGE}`;
      const { data } = await this.#line.read({ method: 'GET', path, token }, ListSchema);
      for (const channel of data.filter(({ channelIntegrationId }) => channelIntegrationId === integration)) {
        if (!channelChecker.fits(channel)) throw new DeError('again', { code: 'answer.unreadable' });
        found.push(channel);
      }
      if (data.length < PAGE) break;
    }
    return found;
  }

  /** Makes it, or connects it again as it is. @throws DeError */
  async put(token: string, channel: DeChannel): Promise<void> {
    const known = Object.keys(FIELDS) as (keyof DeChannel)[];
    const pairs = known.map((name) => [name, channel[name]] as const);
    const body = Object.fromEntries(pairs.filter(([, value]) => value !== undefined && value !== null));
    await this.#line.call({ method: 'POST', path: '/channels', body, token });
  }

  /** @throws DeError */
  async remove(token: string, id: string): Promise<void> {
    await this.#line.call({ method: 'DELETE', path: `/channels/${encodeURIComponent(id)}`, token });
  }
}
