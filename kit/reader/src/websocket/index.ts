/**
 * A card at the other end of a WebSocket: one binary message is one command or response APDU, nothing else is
 * said. This door is the client's and runs in a browser; `./serve` is the card's side. No retry, no reconnection:
 * a card that went away has forgotten which PINs were verified, and so must the errand.
 */
export { openWebSocketTransport, type WebSocketTransportOptions } from './transport.ts';
