/** Whom every flow is about, and what is handed over: an invented person, as a card would have them. */
export const PERSON = {
  sub: 'bench-person',
  name: '見本　花子',
  address: '架空県かざす市読取一丁目２番３号',
  birthdate: '19880517',
  gender: '2',
};
