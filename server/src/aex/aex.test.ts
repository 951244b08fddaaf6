import { afterEach, describe, expect, test } from 'vitest';
import { PUBLISHED_INITIATE } from './testing/published.js';
import { Rig } from './testing/rig.js';

let rig: Rig;
afterEach(() => rig.stop());

describe('a chat from bot to agent', () => {
  test('X-01 The published bodies are taken field by field, and the answers have the published form', async () => {
    rig = await Rig.start({ aex: { instance: '22222222-aaaa-4bbb-8ccc-000000000002:1' } });
    const { status, body } = await rig.initiate();
    const [chat] = rig.cloud.chats.values();
    expect({ status, body }).toEqual({
      status: 200,
      body: { id: chat?.id, headers: { 'X-Cf-App-Instance': '22222222-aaaa-4bbb-8ccc-000000000002:1' } },
    });
    const { organizationId, deploymentId, memberInfo } = PUBLISHED_INITIATE.initiationParams;
    const routingTarget = { targetType: 'QUEUE', targetAddress: 'BigFix AEXBot' };
    expect(rig.cloud.bodies).toEqual([{ organizationId, deploymentId, routingTarget, memberInfo }]);
    expect(rig.cloud.authorizations[0]).toBe('Bearer PLACEHOLDER-TOKEN');
  });

  test('X-01 A whole chat: the agent joins, both talk, the agent ends it', async () => {
    rig = await Rig.start();
    const chat = await rig.open();
    const agent = chat.join('Anna');
    await rig.told(chat.id, 'agent-joined');
    expect(await rig.say(chat.id, 'hello')).toEqual({ status: 200, body: true, reason: null });
    chat.say(agent, 'Hello, how can I help?');
    await rig.told(chat.id, 'message');
    chat.leave(agent);
    chat.end();
    await rig.told(chat.id, 'ended');
    expect(chat.fromUser).toEqual(['hello']);
    expect(rig.aex.story(chat.id)).toEqual(['agent-joined', 'Hello, how can I help?', 'ended']);
    expect(rig.aex.of(chat.id)[1]).toMatchObject({
      ReturnContext: { ...PUBLISHED_INITIATE.ReturnContext, ConversationId: 'channel-1' },
      type: 'message',
      messageId: chat.fromAgents[0]?.id,
      agent: { id: agent.id, displayName: 'Anna', avatarUrl: null },
      timestamp: chat.fromAgents[0]?.timestamp,
      conversationId: chat.id,
    });
    expect(new Set(rig.aex.authorizations)).toEqual(new Set(['Bearer PLACEHOLDER-TOKEN']));
    expect(await rig.say(chat.id, 'too late')).toEqual({ status: 200, body: false, reason: 'conversation_ended' });
  });
});
