import { catalogue } from '../../text/index.ts';

/** What the catalogue itself says; the texts of examples stand in their sections. */
export const TEXTS = catalogue({
  ja: {
    service: '部品カタログ',
    start: 'はじめに',
    tokens: '色・文字・角',
    keyboard: 'キーボード操作',
    menu: 'メニュー',
    sections: '部品',
    textSize: '文字の大きさ',
    code: 'コード',
    keys: 'キー',
    key: 'キー',
    does: 'はたらき',
    component: '部品',
    intro:
      'Kazasuのすべての画面は、ここにある部品でできています。デジタル庁デザインシステムの決まりに従い、色・文字・角は同システムのデザイントークンを使います。',
    introCode:
      '横に示すコードは、動いている見本そのものです。コピーして使い、@kazasu/ui/reactから読み込んでください。サーバーが書くページでは同じクラスを使います（kit/ui/README.md）。',
    introRules: [
      '欄のラベルは上、必須・任意はその横、補足は前、エラーは後に置きます。',
      'フォーカスは黒い枠と黄色い輪で示します。消してはいけません。',
      '押せるものは44px以上、ボタンは48px以上にします。',
      '色だけで何かを伝えません。',
      '文字を200%にしても、幅320pxでも、横に動かさずに読めます。',
    ],
    rules: 'どの部品も守ること',
    colours: '色',
    colour: '色',
    value: '値',
    contrast: '白との比',
    shapes: '角と影',
    type: '文字',
    typeSample: '手続きを選ぶ Aa 0123',
    tokensAbout:
      'ページのスタイルシートからは、var(--color-blue-900)のように名前で使います。白い背景の文字には、比が4.5以上の色を選びます。',
    keyboardAbout:
      'どの部品もキーボードだけで使えます。Tabで次へ、ShiftとTabで前へ移ります。部品ごとのキーは次のとおりです。',
    keysOf: (name: string) => `${name}のキー`,
    groups: {
      action: '操作',
      field: '入力',
      message: '知らせる',
      content: 'まとめる',
      overlay: '重ねる',
      way: '道のり',
      frame: '枠',
    },
  },
  en: {
    service: 'Component catalogue',
    start: 'Introduction',
    tokens: 'Colour, type, shape',
    keyboard: 'Keyboard',
    menu: 'Menu',
    sections: 'Components',
    textSize: 'Text size',
    code: 'Code',
    keys: 'Keys',
    key: 'Key',
    does: 'Does',
    component: 'Component',
    intro:
      'Every screen of Kazasu is made of these components. They follow the rules of the Digital Agency Design System, and take colour, type and shape from its design tokens.',
    introCode:
      'The code beside each example is the example that runs. Copy it, and import from @kazasu/ui/react. Pages that a server writes use the same classes (kit/ui/README.md).',
    introRules: [
      'A field has its label above, whether it is required beside that, support text before it and the error after it.',
      'The focus is a black outline with a yellow ring. Never take it away.',
      'Whatever can be pressed is 44px or more, a button 48px or more.',
      'Colour never says anything alone.',
      'With text at 200%, or on 320px, everything can be read without scrolling sideways.',
    ],
    rules: 'What every component keeps to',
    colours: 'Colours',
    colour: 'Colour',
    value: 'Value',
    contrast: 'Ratio on white',
    shapes: 'Corners and shadows',
    type: 'Type',
    typeSample: 'Choose a procedure Aa 0123',
    tokensAbout:
      'A page’s own style sheet uses them by name: var(--color-blue-900). Text on white takes a colour whose ratio is at least 4.5.',
    keyboardAbout:
      'Every component can be used by the keyboard alone. Tab goes on, Shift and Tab goes back. The keys of each component:',
    keysOf: (name: string) => `Keys: ${name}`,
    groups: {
      action: 'Act',
      field: 'Fill in',
      message: 'Tell',
      content: 'Group',
      overlay: 'Lay over',
      way: 'Way',
      frame: 'Frame',
    },
  },
});
