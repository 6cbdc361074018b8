// Where an authorization server sends the reader back to. The answer goes to the page that asked for it, which alone
// knows its state: by the tab's storage, if that page was left for it; else by a channel that is named after the state.
const answer = location.search.length > 1 ? location.search : location.hash;
const state = new URLSearchParams(answer.slice(1)).get('state');
// The code or the token stays neither in the address bar nor in the history.
history.replaceState(null, '', location.pathname);
const left = pageThatWasLeft();
if (state && left?.state === state) {
  sessionStorage.setItem('obzor.redirect.answer', answer);
  const back = new URL(left.back, location.href);
  location.replace(back.origin === location.origin ? back : './');
} else if (state) {
  const channel = new BroadcastChannel(`obzor.sign-in.${state}`);
  channel.onmessage = () => close();
  channel.postMessage(answer);
}

/** What the tab keeps of it; nothing where storage is blocked. */
function pageThatWasLeft() {
  try {
    return JSON.parse(sessionStorage.getItem('obzor.redirect'));
  } catch {
    return null;
  }
}
