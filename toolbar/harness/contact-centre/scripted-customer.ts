/** What a customer writes who is played by the mock control API: so many seconds after the line before. */
function says(timeout: number, text: string) {
  const from = { type: 'Client' } as const;
  return [
    { from, type: 'TypingStarted', timeout },
    { from, type: 'Message', timeout: 3, text },
  ] as const;
}

export const SCRIPTED_CUSTOMER = {
  profile: 'scripted-customer',
  settings: {
    chat: {
      autoMessages: [
        ...says(2, 'Hello, is anybody there?'),
        ...says(8, 'It is about my order. The delivery address on the invoice is wrong.'),
        ...says(12, 'Can you change it before it is sent?'),
        ...says(20, 'Thank you!'),
      ],
    },
  },
};
