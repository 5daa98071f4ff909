import { useVirtualizer, type Range } from "@tanstack/react-virtual";
import { memo, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

import { ArrowDown, ArrowUp } from "./icons";

export interface GridColumn<Row> {
  key: string;
  label: string;
  align?: "left" | "right";
  /** CSS width; as much as is left where not given. */
  width?: string;
  cell: (row: Row) => ReactNode;
  sortable?: boolean;
}

interface DataGridProps<Row> {
  label: string;
  columns: GridColumn<Row>[];
  rows: Row[];
  onOpen: (row: Row) => void;
  /** Called when the last rows come into sight. */
  onEnd?: () => void;
  sort?: { key: string; descending: boolean };
  onSort?: (key: string) => void;
  rowHeight?: number;
  footer?: ReactNode;
  selection?: GridSelection<Row>;
}

/** Rows that are chosen, to do something with all of them: a box before each, Space for the one that the arrows stand on. */
export interface GridSelection<Row> {
  has: (row: Row) => boolean;
  toggle: (row: Row) => void;
  toggleAll: () => void;
  /** How many of all rows are chosen. */
  count: number;
  labelOf: (row: Row) => string;
  labelOfAll: string;
}

const OVERSCAN = 8;

/** Rows without end: only those in sight are in the page. Arrows walk, Enter opens. */
export function DataGrid<Row>({ label, columns, rows, onOpen, onEnd, sort, onSort, rowHeight = 40, footer, selection }: DataGridProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const places = useRef(1);
  const rangeExtractor = (range: Range) => {
    places.current = Math.max(places.current, range.endIndex - range.startIndex + 1 + 2 * OVERSCAN);
    return inPlaces(range, places.current);
  };
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: OVERSCAN, rangeExtractor });
  const items = virtual.getVirtualItems();
  const placeOf = (index: number) => index % places.current;
  // While one scrolls no row moves in the page; once that ends they stand in their order, in which screen readers read them.
  const drawn = virtual.isScrolling ? items.toSorted((one, other) => placeOf(one.index) - placeOf(other.index)) : items;
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onEnd && rows.length > 0 && lastShown >= rows.length - OVERSCAN) onEnd();
  }, [lastShown, rows.length, onEnd]);

  useEffect(() => { frame.current?.scrollTo({ top: 0 }); }, [sort?.key, sort?.descending]);

  const walk = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 400) / rowHeight) - 1);
  const steps: Record<string, () => void> = {
    ArrowDown: () => walk(active + 1),
    ArrowUp: () => walk(active - 1),
    PageDown: () => walk(active + page),
    PageUp: () => walk(active - page),
    Home: () => walk(0),
    End: () => walk(rows.length - 1),
    " ": () => { const row = rows[active]; if (row !== undefined) selection?.toggle(row); },
    Enter: () => { const row = rows[active]; if (row !== undefined) onOpen(row); },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step || event.target !== event.currentTarget) return;
    event.preventDefault();
    step();
  };
  const widths = [...(selection ? ["44px"] : []), ...columns.map((one) => one.width ?? "minmax(140px, 1fr)")].join(" ");

  return (
    <div
      ref={frame} className="kit-grid" role="grid" aria-label={label} aria-rowcount={rows.length + 1} tabIndex={0}
      aria-activedescendant={active >= 0 && active < rows.length ? `row-${active}` : undefined}
      onKeyDown={onKeyDown} onFocus={() => setActive((now) => (now < 0 && rows.length ? 0 : now))}
      style={{ ["--columns" as string]: widths }}
    >
      <div className="kit-grid-inner" role="presentation">
        <div role="rowgroup" className="kit-grid-head">
          <div role="row" aria-rowindex={1}>
            {selection ? <div role="columnheader"><SelectBox label={selection.labelOfAll} isSelected={selection.count === rows.length} isMixed={selection.count > 0 && selection.count < rows.length} onToggle={selection.toggleAll} /></div> : null}
            {columns.map((one) => <HeaderCell key={one.key} column={one} sort={sort} onSort={onSort} />)}
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {drawn.map(({ index, start }) => (
            <GridRow key={placeOf(index)} index={index} start={start} height={rowHeight} row={rows[index] as Row} columns={columns} isActive={index === active} onOpen={onOpen} isSelected={selection?.has(rows[index] as Row)} onToggle={selection?.toggle} toggleLabel={selection?.labelOf(rows[index] as Row)} />
          ))}
        </div>
        {footer}
      </div>
    </div>
  );
}

/**
 * The rows in sight and around them, always as many as there are places: a row that leaves on one side gives its place in the page
 * to one that comes in on the other, and nothing is taken out or put in.
 */
export function inPlaces({ startIndex, count }: Pick<Range, "startIndex" | "count">, places: number): number[] {
  const shown = Math.min(places, count);
  const first = Math.max(0, Math.min(startIndex - OVERSCAN, count - shown));
  return Array.from({ length: shown }, (_, n) => first + n);
}

interface GridRowProps<Row> {
  row: Row;
  index: number;
  /** Pixels from the top of all rows. */
  start: number;
  height: number;
  columns: GridColumn<Row>[];
  isActive: boolean;
  onOpen: (row: Row) => void;
  /** Undefined where rows are not chosen. */
  isSelected: boolean | undefined;
  onToggle: ((row: Row) => void) | undefined;
  toggleLabel: string | undefined;
}

/** Drawn again only where something of its own changed: while one scrolls most rows stay as they are. */
const GridRow = memo(function GridRow<Row>({ row, index, start, height, columns, isActive, onOpen, isSelected, onToggle, toggleLabel = "" }: GridRowProps<Row>) {
  return (
    <div
      id={`row-${index}`} role="row" aria-rowindex={index + 2} className="kit-grid-row" data-active={isActive || undefined} aria-selected={isSelected}
      onClick={() => onOpen(row)} style={{ height, transform: `translateY(${start}px)` }}
    >
      {onToggle ? <div role="gridcell"><SelectBox label={toggleLabel} isSelected={isSelected ?? false} isOfRow onToggle={() => onToggle(row)} /></div> : null}
      {columns.map((one) => <div key={one.key} role="gridcell" data-align={one.align}>{one.cell(row)}</div>)}
    </div>
  );
}) as <Row>(props: GridRowProps<Row>) => ReactNode;

/** A box of a row is reached by Space on the row, that of all by Tab. */
function SelectBox({ label, isSelected, isMixed = false, isOfRow = false, onToggle }: { label: string; isSelected: boolean; isMixed?: boolean; isOfRow?: boolean; onToggle: () => void }) {
  return (
    <input
      type="checkbox" className="kit-grid-box" aria-label={label} checked={isSelected} tabIndex={isOfRow ? -1 : 0}
      ref={(box) => { if (box) box.indeterminate = isMixed; }}
      onClick={(event) => event.stopPropagation()} onChange={onToggle}
    />
  );
}

function HeaderCell<Row>({ column, sort, onSort }: { column: GridColumn<Row>; sort?: { key: string; descending: boolean }; onSort?: (key: string) => void }) {
  const isSorted = sort?.key === column.key;
  const direction = isSorted ? (sort.descending ? "descending" : "ascending") : undefined;
  const Arrow = sort?.descending ? ArrowDown : ArrowUp;
  return (
    <div role="columnheader" data-align={column.align} aria-sort={direction}>
      {column.sortable && onSort ? (
        <button type="button" onClick={() => onSort(column.key)}>{column.label}{isSorted ? <Arrow size={12} aria-hidden /> : null}</button>
      ) : column.label}
    </div>
  );
}
