import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CardInstruction, type CardNumbers } from '@kazasu/authority/api';
import { COMMAND_MAX } from '@kazasu/card';
import { readJson } from '@kazasu/server/http';
import { Hono } from 'hono';
import { WebSocketServer } from 'ws';
import type { BoxCard, CardData, MyNumberCard } from './card-data.ts';
import { openCardFolder } from './card-file.ts';
import { createChip } from './chip.ts';
import { createHand, type Hand } from './hand.ts';
import { instructed } from './instruction.ts';
import { refusalOf, refuse } from './visitor.ts';

const CARDS_PATH = '/box/cards';

export interface Box {
  /**
   * `GET /box/cards` → BoxCard[]: the My Number Cards, which are what the phone logs in with. `POST
   * /box/cards/{id}/instructions` CardInstruction → 204; 404 without such a card, 409 when it refuses.
   */
  readonly routes: Hono;
  /** For the `upgrade` event of the phone's server. Answers every request, also those that it refuses. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The same list. Cards of other kinds are in the box and can be reached by their ids. */
  cards(): BoxCard[];
  has(id: string): boolean;
  /** The face file of a My Number Card, base64; undefined where there is no such card. */
  face(id: string): string | undefined;
  /** What is printed on a My Number Card; undefined where there is no such card. */
  numbers(id: string): CardNumbers | undefined;
  /**
   * Lays the card on the counter's reader: it does what the instruction says, is taken out of whatever hand it was in,
   * and is on disk when this returns. `refused` when the card does not believe the instruction.
   */
  instruct(id: string, instruction: CardInstruction): 'done' | 'refused' | 'no-card';
  /** The PINs of a My Number Card as they are now, and how often each may still be wrong; undefined where there is no such card. */
  pins(id: string): MyNumberCard['pins'] | undefined;
  /** Puts a new card into the box, in place of an older one with the same id. `refused` where that one is of another kind. */
  put(card: CardData): 'done' | 'refused';
  /** Takes all cards out of all hands. */
  close(): void;
}

interface Drawer {
  readonly data: CardData;
  readonly hand: Hand;
}

export interface BoxOptions {
  readonly folder: string;
  /** The phone's, the only one whose pages may reach the cards. */
  readonly origin: string;
  /** Ids in the order in which the cards are shown; a card that is not among them comes behind. */
  readonly order: readonly string[];
}

export function openBox(options: BoxOptions): Box {
  const folder = openCardFolder(options.folder);
  const drawers = new Map<string, Drawer>();
  const take = (data: CardData) => {
    drawers.get(data.id)?.hand.empty();
    drawers.set(data.id, { data, hand: createHand(createChip(data, folder)) });
  };
  for (const id of folder.ids()) {
    take(folder.read(id));
  }
  const place = (id: string) =>
    options.order.includes(id) ? options.order.indexOf(id) : options.order.length;
  const instruct = (id: string, instruction: CardInstruction) => {
    if (drawers.get(id)?.data.kind !== 'my-number') return 'no-card';
    // From disk: what the chip has counted is there, and nowhere else.
    drawers.get(id)?.hand.empty();
    const before = folder.read(id);
    const after = before.kind === 'my-number' ? instructed(before, instruction) : undefined;
    if (after === undefined) {
      take(before);
      return 'refused';
    }
    folder.write(after);
    take(after);
    return 'done';
  };
  const cards = () =>
    [...drawers.values()].flatMap(({ data }) => labelOf(data)).sort((a, b) => place(a.id) - place(b.id));
  return {
    routes: routesOf(cards, instruct),
    upgrade: upgrader(drawers, options.origin),
    cards,
    instruct,
    has: (id) => drawers.has(id),
    face: (id) => myNumberCard(drawers.get(id)?.data)?.image.surface.face,
    numbers: (id) => myNumberCard(drawers.get(id)?.data)?.image.numbers,
    // From disk, as the chip last wrote it.
    pins: (id) => (drawers.has(id) ? myNumberCard(folder.read(id))?.pins : undefined),
    put: (card) => {
      const { kind } = drawers.get(card.id)?.data ?? card;
      if (kind !== card.kind) return 'refused';
      folder.write(card);
      take(card);
      return 'done';
    },
    close: () => {
      for (const { hand } of drawers.values()) {
        hand.empty();
      }
    },
  };
}

const INSTRUCTION_OCTETS_MAX = 262_144;

/** The card judges an instruction by its signature, so whoever brings one needs no token. */
function routesOf(cards: Box['cards'], instruct: Box['instruct']): Hono {
  const app = new Hono();
  app.get(CARDS_PATH, (context) => {
    context.header('Cache-Control', 'no-store');
    return context.json(cards());
  });
  app.post(`${CARDS_PATH}/:id/instructions`, async (context) => {
    const read = readJson(context.req.raw, CardInstruction, INSTRUCTION_OCTETS_MAX);
    const instruction = await read.catch(() => undefined);
    if (instruction === undefined) return context.body(null, 400);
    return context.body(null, STATUS[instruct(context.req.param('id'), instruction)]);
  });
  return app;
}

const STATUS = { done: 204, refused: 409, 'no-card': 404 } as const;

function labelOf(data: CardData): BoxCard[] {
  if (data.kind !== 'my-number') return [];
  const { id, kind, name, note } = data;
  return [{ id, kind, name, note }];
}

function myNumberCard(data: CardData | undefined): MyNumberCard | undefined {
  return data?.kind === 'my-number' ? data : undefined;
}

function upgrader(drawers: ReadonlyMap<string, Drawer>, origin: string): Box['upgrade'] {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: COMMAND_MAX,
    perMessageDeflate: false,
    clientTracking: false,
  });
  return (request, socket, head) => {
    const refusal = refusalOf(request, origin);
    const { url = '' } = request;
    const drawer = url.startsWith(`${CARDS_PATH}/`)
      ? drawers.get(url.slice(CARDS_PATH.length + 1))
      : undefined;
    if (refusal !== undefined || drawer === undefined) {
      refuse(socket, refusal ?? '404 Not Found');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => drawer.hand.give(connection));
  };
}
