/** What kind of page this is in what kind of browser; nothing of who sits before it. */
export function browserFacts(page: Window): Readonly<Record<string, string | number | boolean>> {
  const { navigator, innerWidth, innerHeight, devicePixelRatio, isSecureContext, document } = page;
  return {
    userAgent: navigator.userAgent,
    language: navigator.language,
    online: navigator.onLine,
    framed: page.parent !== page,
    visible: !document.hidden,
    secure: isSecureContext,
    locks: 'locks' in navigator,
    channels: 'BroadcastChannel' in page,
    width: innerWidth,
    height: innerHeight,
    pixelRatio: devicePixelRatio,
  };
}
