import { describe, expect, it } from 'vitest';
import { ControlApi } from './control-api.js';

interface Call {
  readonly path: string;
  readonly body: unknown;
}

function apiThatAnswers(respond: () => Response): { api: ControlApi; calls: Call[] } {
  const calls: Call[] = [];
  const api = new ControlApi((input, init) => {
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    calls.push({ path: typeof input === 'string' ? input : '', body });
    return Promise.resolve(respond());
  });
  return { api, calls };
}

describe('the control API', () => {
  it('H-47 acts for the customer at the addresses of the server', async () => {
    const { api, calls } = apiThatAnswers(() => Response.json({}));
    await api.ring('8001', '+4930901820');
    await api.answerAsCustomer('00a1');
    await api.hangUpAsCustomer('00a1');
    await api.reset();
    expect(calls).toEqual([
      { path: '/control/calls', body: { to: '8001', from: '+4930901820' } },
      { path: '/control/calls/00a1/answer', body: {} },
      { path: '/control/calls/00a1/release', body: {} },
      { path: '/control/reset', body: {} },
    ]);
  });

  it("H-48 passes on the server's sentence, and what exactly did not fit", async () => {
    const body = { status: 'Error', code: 'dn-busy', message: 'The line already has a call.', retryable: true };
    const { api } = apiThatAnswers(() => Response.json({ ...body, details: '7001' }, { status: 409 }));
    await expect(api.ring('7001', '1')).rejects.toThrow('The line already has a call. (7001)');
  });

  it.each([
    ['nobody answers', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a proxy answers for it', () => Promise.resolve(new Response('Bad gateway', { status: 502 }))],
  ])('H-49 says that the server is not there when %s', async (_what, respond) => {
    await expect(new ControlApi(respond).state()).rejects.toThrow('does not answer');
  });
});
