/** A card that comes to the back of a phone, and the waves between them. Decoration: the words say it all. */
export function HoldPicture({ touching }: { touching: boolean }) {
  return (
    <svg
      className={`ph-hold ${touching ? 'ph-hold-touching' : 'ph-hold-apart'}`}
      viewBox="0 0 360 220"
      aria-hidden="true"
    >
      <ellipse className="ph-hold-ground" cx="180" cy="204" rx="150" ry="8" />
      <g className="ph-hold-card">
        <rect className="ph-hold-card-body" x="18" y="66" width="148" height="94" rx="9" />
        <path
          className="ph-hold-card-band"
          d="M18 132c40-26 96 14 148-14v33a9 9 0 0 1-9 9H27a9 9 0 0 1-9-9z"
        />
        <rect className="ph-hold-chip" x="34" y="88" width="26" height="20" rx="4" />
        <path className="ph-hold-chip-line" d="M34 98h9M51 98h9M43 88v20M51 88v20" />
        <path className="ph-hold-text" d="M76 92h64M76 104h44" />
      </g>
      <g className="ph-hold-phone">
        <rect className="ph-hold-phone-body" x="222" y="16" width="104" height="188" rx="18" />
        <rect className="ph-hold-lens-plate" x="234" y="28" width="36" height="36" rx="10" />
        <circle className="ph-hold-lens" cx="252" cy="46" r="9" />
        <circle className="ph-hold-target" cx="274" cy="112" r="24" />
        <path
          className="ph-hold-target-waves"
          d="M268 105a9 9 0 0 1 0 14M274 100a17 17 0 0 1 0 24M280 95a25 25 0 0 1 0 34"
        />
      </g>
      <g className="ph-hold-waves">
        <path d="M196 96a24 24 0 0 1 0 32" />
        <path d="M204 86a40 40 0 0 1 0 52" />
        <path d="M212 76a56 56 0 0 1 0 72" />
      </g>
    </svg>
  );
}
