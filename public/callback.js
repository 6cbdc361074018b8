// Where an authorization server sends the reader back to: hands the answer to the page that asked for it,
// by a channel named after the state that only that page knows, and closes.
const answer = location.search.length > 1 ? location.search : location.hash;
const state = new URLSearchParams(answer.slice(1)).get('state');
// The code or the token stays neither in the address bar nor in the history.
history.replaceState(null, '', location.pathname);
if (state) {
  const channel = new BroadcastChannel(`obzor.sign-in.${state}`);
  channel.onmessage = () => close();
  channel.postMessage(answer);
}
