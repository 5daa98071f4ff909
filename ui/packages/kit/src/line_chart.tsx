import { useId, useRef, useState, type PointerEvent } from "react";

export interface ChartPoint {
  label: string;
  /** Nearest number to an exact value: what is drawn, never what is said. */
  height: number;
  /** The exact value in words. */
  text: string;
}

const WIDTH = 720;
const HEIGHT = 200;
const EDGE = { top: 10, right: 12, bottom: 26, left: 62 };
const LINES = 4;

/** One line over equal steps. Screen readers find the same values in a table. */
export function LineChart({ points, label, tick }: { points: ChartPoint[]; label: string; tick: (height: number) => string }) {
  const frame = useRef<SVGSVGElement>(null);
  const [near, setNear] = useState<number>();
  const gradient = useId();
  const top = roundUp(Math.max(...points.map((one) => one.height), 1));
  const isFlat = points.every((one) => one.height === 0); // one line at nothing needs no others to be read by
  const bottom = Math.min(0, ...points.map((one) => one.height));
  const x = (place: number) => EDGE.left + (place * (WIDTH - EDGE.left - EDGE.right)) / Math.max(1, points.length - 1);
  const y = (height: number) => HEIGHT - EDGE.bottom - ((height - bottom) * (HEIGHT - EDGE.top - EDGE.bottom)) / (top - bottom);
  const line = points.map((one, place) => `${place ? "L" : "M"}${x(place).toFixed(1)} ${y(one.height).toFixed(1)}`).join("");
  const area = `${line}L${x(points.length - 1)} ${y(bottom)}L${x(0)} ${y(bottom)}Z`;
  const follow = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return;
    const at = ((event.clientX - box.left) * WIDTH) / box.width - EDGE.left;
    const place = Math.round((at * (points.length - 1)) / (WIDTH - EDGE.left - EDGE.right));
    setNear(Math.max(0, Math.min(points.length - 1, place)));
  };
  const shown = near === undefined ? undefined : points[near];
  return (
    <figure style={{ margin: 0 }}>
      <svg ref={frame} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="kit-chart" aria-hidden="true" onPointerMove={follow} onPointerLeave={() => setNear(undefined)}>
        <defs>
          <linearGradient id={gradient} x1="0" x2="0" y1="0" y2="1"><stop offset="0" stopColor="var(--accent)" stopOpacity="0.22" /><stop offset="1" stopColor="var(--accent)" stopOpacity="0" /></linearGradient>
        </defs>
        {Array.from({ length: isFlat ? 1 : LINES + 1 }, (_, n) => bottom + ((top - bottom) * n) / LINES).map((height) => (
          <g key={height}>
            <line x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(height)} y2={y(height)} stroke="var(--borderColor)" />
            <text x={EDGE.left - 8} y={y(height) + 4} textAnchor="end">{tick(height)}</text>
          </g>
        ))}
        {points.map((one, place) => <text key={place} x={x(place)} y={HEIGHT - 6} textAnchor="middle">{one.label}</text>)}
        <path d={area} fill={`url(#${gradient})`} />
        <path d={line} fill="none" stroke="var(--accent)" strokeWidth="2" strokeLinejoin="round" />
        {shown && near !== undefined ? (
          <g>
            <line x1={x(near)} x2={x(near)} y1={EDGE.top} y2={HEIGHT - EDGE.bottom} stroke="var(--borderStrong)" strokeDasharray="3 3" />
            <circle cx={x(near)} cy={y(shown.height)} r="4" fill="var(--accent)" stroke="var(--surface)" strokeWidth="2" />
          </g>
        ) : null}
      </svg>
      <figcaption className="kit-chart-said" aria-hidden="true">{shown ? `${shown.label}: ${shown.text}` : "\u00a0"}</figcaption>
      <table className="kit-hidden" aria-label={label}>
        <tbody>{points.map((one, place) => <tr key={place}><th scope="row">{one.label}</th><td>{one.text}</td></tr>)}</tbody>
      </table>
    </figure>
  );
}

/** The next number of 1, 2, 2.5, 4, 5 or 8 with zeros behind it. */
function roundUp(height: number): number {
  const power = 10 ** Math.floor(Math.log10(height));
  const step = [1, 2, 2.5, 4, 5, 8, 10].find((one) => one * power >= height) ?? 10;
  return step * power;
}
